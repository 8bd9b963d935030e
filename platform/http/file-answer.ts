/** An answer that is a file: sent piece by piece, offered for saving under its name. */
export class FileAnswer {
  readonly name: string;
  readonly media: string;
  readonly pieces: AsyncIterable<Uint8Array>;

  constructor(name: string, media: string, pieces: AsyncIterable<Uint8Array>) {
    this.name = name;
    this.media = media;
    this.pieces = pieces;
  }

  /** RFC 6266: the name in UTF-8, and a plain one for those who cannot read it. */
  get disposition(): string {
    const plain = this.name.replace(/[^\w.-]+/g, "_");
    const encoded = encodeURIComponent(this.name).replace(
      /['()*]/g,
      (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
    );
    return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`;
  }
}
