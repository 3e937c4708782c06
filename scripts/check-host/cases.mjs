// What the host must see. A case: {name, exe, args, queries, run, check}
//   exe      'product' (the built backend), 'fixture' (src/backend/protocol/testing) or 'golden' (the backend over sample
//            events, src/backend/testing/goldenMain.ts); `all: true` runs it on Node too
//   args     the host's arguments, see `host --help`; `queries` are written to a file and added as --query
//   check    throws for what is wrong with the host's JSON; `context` is {path, folder, assert, note,
//            frameToJson, startPlugin, startEmulator, code}; `code` is our own, as loadCode() of check-host.mjs has it
//   run      instead of args and check, where one run of the host is not enough; also gets context.host(args)
import { eventCases } from './eventCases.mjs';
import { goldenCases } from './goldenCases.mjs';
import { queryCases } from './queryCases.mjs';
import { processCases } from './processCases.mjs';
import { proxyCases } from './proxyCases.mjs';
import { resourceCases } from './resourceCases.mjs';

export const cases = [...processCases, ...proxyCases, ...queryCases, ...resourceCases, ...eventCases, ...goldenCases];
