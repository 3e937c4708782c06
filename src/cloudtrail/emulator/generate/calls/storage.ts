import type { CallMaker, Scene } from '../scene';
import { arn, read, write } from './define';

const bucketOf = ({ random, cast }: Scene) => random.pick(cast.buckets);

/** A call on one bucket; both its request and its resource name it. */
function bucketCall(name: string, query: string, mishap?: readonly [number, string, string]): CallMaker {
  return (scene) => {
    const bucket = bucketOf(scene);
    const host = `${bucket}.s3.${scene.region}.amazonaws.com`;
    return read(
      's3',
      name,
      { bucketName: bucket, Host: host, [query]: '' },
      {
        resources: [{ type: 'AWS::S3::Bucket', ARN: `arn:aws:s3:::${bucket}` }],
        mishap,
      }
    )(scene);
  };
}

export const bucketReads: readonly CallMaker[] = [
  read('s3', 'ListBuckets', ({ region }) => ({ Host: `s3.${region}.amazonaws.com` })),
  bucketCall('GetBucketAcl', 'acl'),
  bucketCall('GetBucketLocation', 'location'),
  bucketCall('GetBucketEncryption', 'encryption'),
  bucketCall('GetBucketVersioning', 'versioning'),
  bucketCall('GetBucketPolicyStatus', 'policyStatus', [0.2, 'NoSuchBucketPolicy', 'The bucket policy does not exist']),
  bucketCall('GetBucketTagging', 'tagging', [0.3, 'NoSuchTagSet', 'The TagSet does not exist']),
  bucketCall('GetBucketPublicAccessBlock', 'publicAccessBlock'),
];

/** The log delivery's look at its bucket. */
export const bucketAcl = bucketCall('GetBucketAcl', 'acl');

/** Keys at work for other services. */
export const keyUse: readonly CallMaker[] = [
  (scene) => keyCall(scene, 'Decrypt', { encryptionAlgorithm: 'SYMMETRIC_DEFAULT' }),
  (scene) => keyCall(scene, 'GenerateDataKey', { keySpec: 'AES_256' }),
];

function keyCall(scene: Scene, name: string, request: object): ReturnType<CallMaker> {
  const key = arn(scene, 'kms', `key/${scene.random.pick(scene.cast.keyIds)}`);
  const encryptionContext = { 'aws:s3:arn': `arn:aws:s3:::${bucketOf(scene)}` };
  return read(
    'kms',
    name,
    { keyId: key, ...request, encryptionContext },
    {
      resources: [{ type: 'AWS::KMS::Key', ARN: key }],
    }
  )(scene);
}

/** How workloads get their settings. */
export const secretReads: readonly CallMaker[] = [
  read(
    'secretsmanager',
    'GetSecretValue',
    (scene) => ({ secretId: scene.random.pick(scene.cast.secrets).slice(0, -7) }),
    {
      mishap: [0.01, 'ResourceNotFoundException', "Secrets Manager can't find the specified secret."],
    }
  ),
  (scene) => {
    const name = scene.random.pick(scene.cast.parameters);
    return read(
      'ssm',
      'GetParameter',
      { name, withDecryption: true },
      {
        resources: [{ ARN: arn(scene, 'ssm', `parameter${name}`) }],
        mishap: [0.02, 'ParameterNotFound'],
      }
    )(scene);
  },
  read('ssm', 'GetParametersByPath', { path: '/prod/', recursive: true, withDecryption: true }),
];

export const storageWrites: readonly CallMaker[] = [
  (scene) => {
    const bucket = bucketOf(scene);
    return write(
      's3',
      'PutBucketTagging',
      { bucketName: bucket, Host: `${bucket}.s3.${scene.region}.amazonaws.com`, tagging: '' },
      {
        resources: [{ type: 'AWS::S3::Bucket', ARN: `arn:aws:s3:::${bucket}` }],
      }
    )(scene);
  },
  write(
    'ssm',
    'PutParameter',
    ({ random, cast }) => ({
      name: random.pick(cast.parameters),
      value: 'HIDDEN_DUE_TO_SECURITY_REASONS',
      type: 'String',
      overwrite: true,
    }),
    { response: ({ random }) => ({ version: random.integer(2, 90), tier: 'Standard' }) }
  ),
];
