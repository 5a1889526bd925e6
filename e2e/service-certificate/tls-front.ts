import { once } from 'node:events';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { createServer } from 'node:tls';

type Identity = { readonly cert: string; readonly key: string };

/** What stands before a service and ends TLS; the certificate that it shows can be exchanged. */
export class TlsFront {
  readonly #server;
  readonly #sockets = new Set<Socket>();

  constructor(identity: Identity, servicePort: number) {
    this.#server = createServer(identity, (socket) => {
      const onwards = connect(servicePort, '127.0.0.1');
      for (const one of [socket, onwards]) {
        this.#sockets.add(one);
        one.once('close', () => this.#sockets.delete(one));
        one.on('error', () => {
          socket.destroy();
          onwards.destroy();
        });
      }
      socket.pipe(onwards).pipe(socket);
    });
    // Whoever does not trust the certificate hangs up in the middle of the handshake.
    this.#server.on('tlsClientError', () => {});
  }

  async listen(): Promise<string> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    return `https://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** From now on; connections of before are cut, as when a server is started again. */
  show(identity: Identity): void {
    this.#server.setSecureContext(identity);
    for (const socket of this.#sockets) socket.destroy();
  }

  close(): void {
    for (const socket of this.#sockets) socket.destroy();
    this.#server.close();
  }
}
