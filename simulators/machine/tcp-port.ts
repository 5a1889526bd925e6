import { createServer, type Server, type Socket } from 'node:net';

/** Where a machine listens on the loopback interface, for hosts that stay on the line. Without power nobody answers there. */
export class TcpPort {
  readonly #isPowered: () => boolean;
  readonly #attach: (socket: Socket) => void;
  #server: Server | undefined;

  constructor(isPowered: () => boolean, attach: (socket: Socket) => void) {
    this.#isPowered = isPowered;
    this.#attach = attach;
  }

  /** On a free port unless one is named. */
  async listen(port = 0): Promise<{ host: string; port: number }> {
    const server = createServer((socket) => {
      if (!this.#isPowered()) return socket.destroy();
      socket.setNoDelay(true);
      return this.#attach(socket);
    });
    this.#server = server;
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
    return { host: '127.0.0.1', port: (server.address() as { port: number }).port };
  }

  async close(): Promise<void> {
    const server = this.#server;
    if (server) await new Promise<void>((resolve) => server.close(() => resolve()));
  }
}
