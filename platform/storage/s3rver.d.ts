/** What our tests use of s3rver, which brings no types. */
declare module "s3rver" {
  interface Options {
    silent: boolean;
    directory: string;
    configureBuckets: { name: string }[];
  }
  export default class S3rver {
    constructor(options: Options);
    configureBuckets(): Promise<void>;
    callback(): import("node:http").RequestListener;
  }
}
