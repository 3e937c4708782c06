import type { CachedCredentials, CredentialProvider, Credentials } from './credentials';
import { classify } from './errors';

/** A client of the SDK that is replaced when its credentials have expired. */
export interface Renewing<Client> {
  /** Calls with the current client. What fails because of expired credentials may be tried again: the next client has new ones. */
  use<Result>(call: (client: Client) => Promise<Result>): Promise<Result>;
  close(): void;
}

interface Connection<Client> {
  readonly client: Client;
  /** What it signs with. */
  credentials?: Credentials;
  /** Requests under way; a client that was replaced is destroyed when the last of them has ended. */
  inFlight: number;
}

/** @param connect makes a client that takes its credentials from the provider */
export function renewing<Client extends { destroy(): void }>(
  credentials: CachedCredentials,
  connect: (provider: CredentialProvider) => Client
): Renewing<Client> {
  const open = (): Connection<Client> => {
    const connection: Connection<Client> = {
      inFlight: 0,
      client: connect(async () => (connection.credentials = await credentials.provide())),
    };
    return connection;
  };
  let current = open();
  return {
    async use(call) {
      const own = current;
      own.inFlight++;
      try {
        return await call(own.client);
      } catch (error) {
        if (classify(error).fault === 'expired-credentials' && own === current) {
          // The SDK's client holds its own copy of the credentials: only a new client asks for new ones.
          credentials.reset(own.credentials);
          current = open();
        }
        throw error;
      } finally {
        own.inFlight--;
        if (own !== current && own.inFlight === 0) {
          own.client.destroy();
        }
      }
    },
    close: () => current.client.destroy(),
  };
}
