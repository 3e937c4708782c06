import { ConnectionConfig } from '@grafana/aws-sdk';
export function ConfigEditor(props: any) {
  return <ConnectionConfig {...props} />;
}
