export function CheatSheet() {
  return <div />;
}
