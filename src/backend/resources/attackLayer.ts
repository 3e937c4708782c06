import type { ResourceResponse } from '../protocol/handlers';
import { jsonResponse } from './response';
import type { ResourceCall } from './route';

/** GET `attack-layer`: an ATT&CK Navigator layer of the catalogue. */
export async function attackLayer({ request, instance }: ResourceCall): Promise<ResourceResponse> {
  const book = await instance.rules();
  return jsonResponse(request, book.catalogue.attackLayer());
}
