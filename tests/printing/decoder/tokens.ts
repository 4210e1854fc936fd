/** One command of a stream, or a stretch of text bytes (`name` is `text`; LF is part of text). */
export interface Token {
  /** `ESC E`, `GS (k`, `FS &`, `text`. */
  name: string;
  args: Uint8Array;
}

export interface Decoder {
  name: string;
  decode(stream: Uint8Array): Token[];
}
