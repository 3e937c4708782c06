import { partitionOf } from '../../../contract/partitions';
import type { SigtrailJsonData } from '../../../contract/settings';
import { readTableName } from '../../../contract/tableName';

/** Stands in a policy for a bucket that the settings do not name. */
export const TRAIL_BUCKET = 'TRAIL-BUCKET';
export const RESULTS_BUCKET = 'RESULTS-BUCKET';

/** Statements of an IAM policy by which Athena can read the trail of these settings; none without Athena. */
export function trailStatements({ trail, defaultRegion = '' }: SigtrailJsonData): object[] {
  if (trail?.engine !== 'athena') {
    return [];
  }
  const region = trail.region?.trim() || defaultRegion || '*';
  const { id, domain } = partitionOf(region);
  const { catalog, schema, table } = readTableName(trail.table?.trim() ?? '') ?? {
    catalog: '*',
    schema: '*',
    table: '*',
  };
  const [, results = RESULTS_BUCKET, folder = ''] =
    /^s3:\/\/([^/]+)\/?(.*?)\/?$/.exec(trail.outputLocation ?? '') ?? [];
  const athena = `arn:${id}:athena:${region}:*`;
  const glue = `arn:${id}:glue:${region}:*`;
  const bucket = (name: string) => `arn:${id}:s3:::${name}`;
  return [
    {
      Sid: 'RunStatements',
      Effect: 'Allow',
      Action: [
        'athena:StartQueryExecution',
        'athena:GetQueryExecution',
        'athena:GetQueryResults',
        'athena:StopQueryExecution',
        'athena:GetTableMetadata',
      ],
      Resource: [`${athena}:workgroup/${trail.workgroup?.trim() || 'primary'}`, `${athena}:datacatalog/${catalog}`],
    },
    {
      Sid: 'FindTable',
      Effect: 'Allow',
      Action: ['glue:GetDatabase', 'glue:GetTable', 'glue:GetPartition', 'glue:GetPartitions'],
      Resource: [`${glue}:catalog`, `${glue}:database/${schema}`, `${glue}:table/${schema}/${table}`],
    },
    {
      Sid: 'ReadTrail',
      Effect: 'Allow',
      Action: ['s3:GetBucketLocation', 's3:ListBucket', 's3:GetObject'],
      Resource: [bucket(TRAIL_BUCKET), `${bucket(TRAIL_BUCKET)}/*`],
    },
    {
      Sid: 'WriteResults',
      Effect: 'Allow',
      Action: [
        's3:GetBucketLocation',
        's3:ListBucket',
        's3:GetObject',
        's3:PutObject',
        's3:AbortMultipartUpload',
        's3:ListMultipartUploadParts',
      ],
      Resource: [bucket(results), `${bucket(results)}/${folder === '' ? '' : `${folder}/`}*`],
    },
    {
      Sid: 'OpenEncrypted',
      Effect: 'Allow',
      Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
      Resource: '*',
      Condition: { StringLike: { 'kms:ViaService': `s3.${region}.${domain}` } },
    },
  ];
}
