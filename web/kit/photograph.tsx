/** A photograph as the server made it: several widths, two formats, its place on the page kept before it comes. */
export interface PhotographProps {
  image: {
    width: number;
    height: number;
    files: readonly { media: string; width: number; height: number; href: string }[];
  };
  /** What is to be seen, for those who do not see it. */
  alt: string;
  /** How wide it stands on the page, for the browser's choice: `(min-width: 60rem) 22rem, 100vw`. */
  sizes: string;
  /** Under the picture: who took it, on what ground it is shown. */
  credit?: string;
  /** The first thing one sees; the others wait until they are near. */
  eager?: true;
  /** Cut to 3:2 where many stand together. */
  cut?: true;
}

export function Photograph({ image, alt, sizes, credit, eager, cut }: PhotographProps) {
  const of = (media: string) =>
    image.files
      .filter((file) => file.media === media)
      .map(({ href, width }) => `${href} ${width}w`)
      .join(", ");
  const [smallest] = image.files.filter(({ media }) => media === "image/jpeg");
  return (
    <figure className={cut ? "photograph photograph-cut" : "photograph"}>
      <picture>
        <source type="image/webp" srcSet={of("image/webp")} sizes={sizes} />
        <img
          src={smallest?.href}
          srcSet={of("image/jpeg")}
          sizes={sizes}
          width={image.width}
          height={image.height}
          alt={alt}
          loading={eager ? undefined : "lazy"}
          decoding="async"
        />
      </picture>
      {credit && <figcaption dir="auto">{credit}</figcaption>}
    </figure>
  );
}
