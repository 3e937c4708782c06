import { from, map, type Observable } from 'rxjs';
import { CustomVariableSupport, type DataQueryRequest, type DataQueryResponse } from '@grafana/data';
import type { SigtrailDataSource } from '../datasource';
import type { SigtrailOptions, SigtrailQuery, SigtrailVariableQuery } from '../types';
import { VariableEditor } from './VariableEditor';

/** Dashboard variables of type "query". */
export class SigtrailVariableSupport extends CustomVariableSupport<
  SigtrailDataSource,
  SigtrailVariableQuery,
  SigtrailQuery,
  SigtrailOptions
> {
  editor = VariableEditor;

  constructor(private readonly datasource: SigtrailDataSource) {
    super();
  }

  override query({
    targets,
    scopedVars,
    range,
  }: DataQueryRequest<SigtrailVariableQuery>): Observable<DataQueryResponse> {
    return from(this.datasource.variableValues(targets[0], scopedVars, range)).pipe(map((data) => ({ data })));
  }
}
