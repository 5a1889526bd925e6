/** The package brings no types; what we use of its encoder. */
declare module '@cornerstonejs/codec-openjpeg/wasmjs' {
  type Encoder = {
    /** A view of the encoder's own memory, to be filled with pixels. */
    getDecodedBuffer(frame: {
      readonly width: number;
      readonly height: number;
      readonly bitsPerSample: number;
      readonly componentCount: number;
      readonly isSigned: boolean;
      readonly isUsingColorTransform: boolean;
    }): Uint8Array;
    getEncodedBuffer(): Uint8Array;
    setQuality(lossless: boolean, layers: number): void;
    setCompressionRatio(layer: number, ratio: number): void;
    encode(): void;
    delete(): void;
  };
  export default function createCodec(): Promise<{ readonly J2KEncoder: new () => Encoder }>;
}
