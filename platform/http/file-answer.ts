/** An answer that is a file: sent piece by piece, offered for saving under its name, or shown where it stands. */
export class FileAnswer {
  readonly name: string;
  readonly media: string;
  readonly pieces: AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
  readonly shown: boolean;

  constructor(
    name: string,
    media: string,
    pieces: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
    { shown = false }: { shown?: boolean } = {},
  ) {
    this.shown = shown;
    this.name = name;
    this.media = media;
    this.pieces = pieces;
  }

  /** As an operation answers it: its type, like that of any answer that is no JSON, is a text. */
  asAnswer(): string {
    return this as unknown as string;
  }

  /** RFC 6266: the name in UTF-8, and a plain one for those who cannot read it. */
  get disposition(): string {
    const plain = this.name.replace(/[^\w.-]+/g, "_");
    const encoded = encodeURIComponent(this.name).replace(
      /['()*]/g,
      (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
    );
    return `${this.shown ? "inline" : "attachment"}; filename="${plain}"; filename*=UTF-8''${encoded}`;
  }
}
