import {
  bucketCalls,
  completed,
  guessed,
  hops,
  iamLooks,
  incomplete,
  keysTried,
  made,
  newKeyUsed,
  parametersRead,
  refusedLooks,
  rolesTried,
  scriptsRead,
  scriptSwapped,
  secretsRead,
  snapshotsDeleted,
  sprayed,
  stopLogging,
  tagRole,
  userCalls,
} from './chainCalls';
import type { Play } from './play';

/** Attacks that only several events together show. */
export const chainPlays: readonly Play[] = [
  {
    attack: 'Rights of a stolen session tried out',
    ruleId: '602203a8-bae7-4802-a5b0-2e2433474397',
    act: completed(refusedLooks(8)),
    nearMisses: [{ why: 'Fewer kinds of calls were denied.', act: incomplete(refusedLooks(4)) }],
  },
  {
    attack: 'IAM explored',
    ruleId: '28b0cfa5-32bd-4b4a-8356-7acb545b72af',
    act: completed(iamLooks(6)),
    nearMisses: [{ why: 'Only a few sides were looked at.', act: incomplete(iamLooks(3)) }],
  },
  {
    attack: 'Console password guessed',
    ruleId: '201dee0f-4b0f-47f8-a08b-66a44f43d5d9',
    act: completed(guessed(5)),
    nearMisses: [{ why: 'It was wrong only twice.', act: incomplete(guessed(2)) }],
  },
  {
    attack: 'One password tried on many users',
    ruleId: 'abe68dec-9735-4b5f-8d88-5cd65071b339',
    act: completed(sprayed(['amara', 'bruno', 'chiara', 'dmitri'])),
    nearMisses: [
      { why: 'One user was wrong again and again.', act: incomplete(sprayed(['amara', 'amara', 'amara', 'amara'])) },
    ],
  },
  {
    attack: 'New key carried off',
    ruleId: 'a627ed46-7108-454d-a453-db1a2112d9c5',
    act: completed(newKeyUsed(true)),
    nearMisses: [{ why: 'The key is used where it was made.', act: incomplete(newKeyUsed(false)) }],
  },
  {
    attack: 'Changes behind a stopped trail',
    ruleId: 'b200ff0e-e745-4e5c-8e08-13e570bf2f13',
    act: completed(made(stopLogging, tagRole)),
    nearMisses: [{ why: 'The change came first.', act: incomplete(made(tagRole, stopLogging)) }],
  },
  {
    attack: 'From role to role',
    ruleId: '36b755f8-30ae-470c-80ac-b54f8e2d17b0',
    act: completed(hops(2)),
    nearMisses: [{ why: 'It was one hop.', act: incomplete(hops(1)) }],
  },
  {
    attack: 'Names of roles guessed',
    ruleId: 'acc6088b-5f2b-441a-9779-4f0881511cb5',
    act: completed(rolesTried('admin', 'Administrator', 'OrganizationAccountAccessRole', 'deploy', 'ops')),
    nearMisses: [
      { why: 'It was always the same role.', act: incomplete(rolesTried('admin', 'admin', 'admin', 'admin', 'admin')) },
    ],
  },
  {
    attack: 'Bucket made public step by step',
    ruleId: 'c7cc638f-a131-4ca4-a20c-728194fdfe45',
    act: completed((scene) => {
      const { lift, open } = bucketCalls(scene);
      return [lift, open];
    }),
    nearMisses: [{ why: 'The policy was not touched.', act: incomplete((scene) => [bucketCalls(scene).lift]) }],
  },
  {
    attack: 'Secrets taken one by one',
    ruleId: '63d34235-6dde-4ce6-91c3-559f986899ee',
    act: completed(secretsRead(6)),
    nearMisses: [{ why: 'Two secrets were read.', act: incomplete(secretsRead(2)) }],
  },
  {
    attack: 'Snapshots destroyed',
    ruleId: '029cd116-6c77-4b4f-9dca-74c88ed20649',
    act: completed(snapshotsDeleted(5)),
    nearMisses: [{ why: 'Two snapshots were deleted.', act: incomplete(snapshotsDeleted(2)) }],
  },
  {
    attack: 'Administrator made from nothing',
    ruleId: '15439638-3586-426a-83e2-1285e95757d3',
    act: completed((scene) => {
      const { make, attach } = userCalls(scene);
      return [make, attach('AdministratorAccess')];
    }),
    nearMisses: [
      {
        why: 'The rights are to read.',
        act: incomplete((scene) => {
          const { make, attach } = userCalls(scene);
          return [make, attach('ReadOnlyAccess')];
        }),
      },
    ],
  },
  {
    attack: 'Start script swapped',
    ruleId: '66fc802d-d8ef-47d1-839c-ece89a651884',
    act: completed(scriptSwapped(true)),
    nearMisses: [{ why: 'Its size was changed, not its script.', act: incomplete(scriptSwapped(false)) }],
  },
  {
    attack: 'Found keys tried out',
    ruleId: '58f9b2c5-feb1-4fb3-b0a4-5e255ffbe55c',
    act: completed(keysTried(4)),
    nearMisses: [{ why: 'It was one key.', act: incomplete(keysTried(1)) }],
  },
  {
    attack: 'Start scripts searched for secrets',
    ruleId: 'c00d6736-c184-459d-b378-6aa9d4155ea1',
    act: completed(scriptsRead(5)),
    nearMisses: [{ why: 'Two scripts were read.', act: incomplete(scriptsRead(2)) }],
  },
  {
    attack: 'Parameter store worked through',
    ruleId: 'd7cfb6d9-4510-4a6f-8a19-eddfb41087c5',
    act: completed(parametersRead(5)),
    nearMisses: [{ why: 'A program reads its own.', act: incomplete(parametersRead(2)) }],
  },
];
