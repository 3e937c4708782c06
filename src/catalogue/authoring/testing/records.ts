import fc from 'fast-check';

const name = fc.oneof(
  fc.constantFrom(
    'a',
    'b',
    'on',
    '12',
    'null',
    'with blank',
    'a:b',
    'a-b',
    "quo'te",
    'x"y',
    '__proto__',
    '#',
    '*',
    '~'
  ),
  fc.string({ minLength: 1, maxLength: 6 })
);
const leaf = fc.oneof(
  fc.string({ maxLength: 12, unit: 'binary' }),
  fc.constantFrom(
    '',
    '*',
    'a?b',
    '\\',
    '\\*',
    'a\\\\',
    'a\\?',
    '%x%',
    'yes',
    '12',
    '1e3',
    'null',
    '~',
    "it's",
    ' a ',
    'a\nb',
    '2024-07-11'
  ),
  fc.integer(),
  fc.double(),
  fc.maxSafeInteger(),
  fc.boolean(),
  fc.constant(null)
);
const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    leaf,
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(name, tie('value'), { maxKeys: 4 })
  ),
}));

/** Records that could come as an event, and many that never would. */
export const anyRecord: fc.Arbitrary<Record<string, unknown>> = fc
  .tuple(
    fc.dictionary(name, value, { maxKeys: 6 }),
    fc.record(
      {
        eventSource: fc.constantFrom('iam.amazonaws.com', 'ec2.amazonaws.com', 's3.amazonaws.com'),
        eventName: fc.oneof(fc.constantFrom('CreateUser', 'GetObject', 'RunInstances'), fc.string({ maxLength: 8 })),
        requestParameters: value,
        errorCode: fc.constantFrom('AccessDenied', 'Client.UnauthorizedOperation'),
      },
      { requiredKeys: [] }
    )
  )
  .map(([odd, usual]) => ({ ...odd, ...usual }));
