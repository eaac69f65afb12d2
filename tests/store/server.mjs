// An object store that speaks S3. s3rver keeps the objects, but lets every signature of version 4 pass: aws4 makes it
// anew from the secret and refuses another. Says "listening" once it listens.
import { createServer } from "node:http";

import aws4 from "aws4";
import S3rver from "s3rver";

const { port, directory, bucket } = JSON.parse(process.env.STORE);
const accessKeyId = "S3RVER", secretAccessKey = "S3RVER";

const isSigned = ({ method, url, headers }) => {
  const [, region, names] = /\/\d{8}\/([^/]+)\/s3\/aws4_request, ?SignedHeaders=([^,]+),/.exec(headers.authorization) ?? [];
  if (!names) return false;
  const own = Object.fromEntries(names.split(";").map((name) => [name, headers[name]]));
  // aws4 would leave some out by itself, as that of a range.
  const request = { host: headers.host, method, path: url, headers: own, extraHeadersToInclude: own, service: "s3", region };
  const again = aws4.sign(request, { accessKeyId, secretAccessKey });
  return again.headers.Authorization.replaceAll(" ", "") === headers.authorization.replaceAll(" ", "");
};

const store = new S3rver({ directory, silent: true, configureBuckets: [{ name: bucket }] });
await store.configureBuckets();
const serve = store.callback();

createServer((request, response) => {
  if (isSigned(request)) return serve(request, response);
  response.writeHead(403, { "Content-Type": "application/xml" });
  response.end("<Error><Code>SignatureDoesNotMatch</Code><Message>another key</Message></Error>");
}).listen(port, "127.0.0.1", () => console.log("listening"));
