import { TRAIL_ENGINES, type SigtrailJsonData } from '../../../contract/settings';
import { readTableName, tableNameProblem } from '../../../contract/tableName';
import { readTrinoUrl } from '../../../contract/trinoUrl';
import { REGION } from '../regionName';

const S3_LOCATION = /^s3:\/\/[a-z0-9.-]{3,63}(\/.*)?$/;
const MAX_BYTES = 1e18;

/** Adds to `problems` what the form can tell of the trail, as `trail.table`; see settingsProblems. */
export function checkTrail({ trail, defaultRegion }: SigtrailJsonData, problems: Record<string, string>): void {
  if (!trail) {
    return;
  }
  const { engine, url, outputLocation, region } = trail;
  const table = trail.table?.trim() ?? '';
  if (!engine || !TRAIL_ENGINES.includes(engine)) {
    problems['trail.engine'] = `Choose what reads the trail: ${TRAIL_ENGINES.join(' or ')}.`;
  }
  if (table === '') {
    problems['trail.table'] = 'Write catalog.schema.table, for example "AwsDataCatalog.default.cloudtrail_logs".';
  } else if (!readTableName(table)) {
    problems['trail.table'] = tableNameProblem(table);
  }
  if (outputLocation?.trim() && !S3_LOCATION.test(outputLocation.trim())) {
    problems['trail.outputLocation'] = 'Write an S3 location such as "s3://my-bucket/athena/".';
  }
  if (engine === 'athena') {
    if (region?.trim() ? !REGION.test(region.trim()) : !defaultRegion) {
      problems['trail.region'] = 'Write the region that Athena is in, such as "eu-central-1".';
    }
  }
  if (engine === 'trino') {
    const read = url?.trim()
      ? readTrinoUrl(url.trim())
      : { problem: 'Write Trino’s URL, for example "https://trino.example.com:8443".' };
    if ('problem' in read) {
      problems['trail.url'] = read.problem;
    }
  }
  for (const name of ['maxScannedBytesPerQuery', 'maxScannedBytesPerDay'] as const) {
    const limit: unknown = trail[name];
    if (limit !== undefined && (typeof limit !== 'number' || !(limit >= 0 && limit <= MAX_BYTES))) {
      problems[`trail.${name}`] = 'Write a number that is not negative, or leave it empty.';
    }
  }
}
