import type { SectionProps } from '../sectionProps';
import { TrailTextField } from './TrailTextField';

/** Where Athena runs and where it writes results. */
export function AthenaFields(props: SectionProps) {
  const { defaultRegion } = props.json;
  return (
    <>
      <TrailTextField
        {...props}
        name="region"
        label="Athena region"
        placeholder={defaultRegion ?? 'eu-central-1'}
        description={`Where Athena and the bucket are. Empty: the default region${defaultRegion ? ` (${defaultRegion})` : ''}.`}
      />
      <TrailTextField
        {...props}
        name="workgroup"
        label="Workgroup"
        placeholder="primary"
        description="It may have a limit of scanned bytes and a place for results of its own."
      />
      <TrailTextField
        {...props}
        name="outputLocation"
        label="Location of results"
        placeholder="s3://my-bucket/athena/"
        description="Where Athena writes results. Empty: as the workgroup says."
      />
    </>
  );
}
