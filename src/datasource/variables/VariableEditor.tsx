export function VariableEditor() {
  return <div />;
}
