/** The package brings no types; what we use of its decoder. */
declare module '@cornerstonejs/codec-openjpeg/decode' {
  type Decoder = {
    /** A view of the decoder's own memory, to be filled with the file. */
    getEncodedBuffer(length: number): Uint8Array;
    getDecodedBuffer(): Uint8Array;
    decode(): void;
    getFrameInfo(): { width: number; height: number; bitsPerSample: number; componentCount: number };
    delete(): void;
  };
  type Codec = { readonly J2KDecoder: new () => Decoder };
  export default function createCodec(options: {
    print(text: string): void;
    printErr(text: string): void;
  }): Promise<Codec>;
}
