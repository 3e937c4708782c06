export function QueryEditor() {
  return <div />;
}
