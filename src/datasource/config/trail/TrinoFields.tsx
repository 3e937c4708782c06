import { SecretField } from '../SecretField';
import { TrailTextField } from './TrailTextField';
import type { TrailSectionProps } from './TrailSection';

/** Where a Trino is, and who asks it. */
export function TrinoFields(props: TrailSectionProps) {
  const { options, onOptionsChange } = props;
  const isSet = (name: 'trailPassword' | 'trailToken') =>
    options.secureJsonFields?.[name] === true || Boolean(options.secureJsonData?.[name]);
  const hasUser = Boolean(props.json.trail?.user?.trim());
  const problems =
    isSet('trailPassword') && !isSet('trailToken') && !hasUser
      ? { ...props.problems, 'trail.user': 'Write whose password it is.' }
      : props.problems;
  const areBoth = isSet('trailPassword') && isSet('trailToken');
  return (
    <>
      <TrailTextField
        {...props}
        name="url"
        label="Trino URL"
        placeholder="https://trino.example.com:8443"
        description="Over TLS; plain HTTP to this machine alone."
      />
      <TrailTextField
        {...props}
        problems={problems}
        name="user"
        label="User"
        placeholder="sigtrail"
        description="Who runs the statements, as Trino's access control sees it."
      />
      <SecretField
        options={options}
        onOptionsChange={onOptionsChange}
        name="trailPassword"
        label="Password"
        description="The user's, where Trino asks for one."
        id="sigtrail-trailPassword"
        width={60}
        problem={areBoth ? 'Trino takes a password or a token: the token is used. Reset one of them.' : undefined}
      />
      <SecretField
        options={options}
        onOptionsChange={onOptionsChange}
        name="trailToken"
        label="Token"
        description="A bearer token (JWT, OAuth) in place of a password."
        id="sigtrail-trailToken"
        width={60}
      />
    </>
  );
}
