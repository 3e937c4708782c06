/** A part of AWS with accounts, regions and names of its own. */
export interface Partition {
  /** As ARNs begin: `arn:aws-cn:…`. */
  readonly id: string;
  /** What the names of its services end with. */
  readonly domain: string;
  /** What the name of its console ends with; before it stands the region. */
  readonly console: string;
}

const AWS: Partition = { id: 'aws', domain: 'amazonaws.com', console: 'console.aws.amazon.com' };
const CHINA: Partition = { id: 'aws-cn', domain: 'amazonaws.com.cn', console: 'console.amazonaws.cn' };
const GOVERNMENT: Partition = { id: 'aws-us-gov', domain: 'amazonaws.com', console: 'console.amazonaws-us-gov.com' };

/** The partition of a region; AWS's own where it is not known. */
export function partitionOf(region: string): Partition {
  return region.startsWith('cn-') ? CHINA : region.startsWith('us-gov-') ? GOVERNMENT : AWS;
}
