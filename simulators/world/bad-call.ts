/** Something was asked of the world that cannot be: told to who asked, the world goes on. */
export class BadCall extends Error {
  readonly statusCode = 400;
}
