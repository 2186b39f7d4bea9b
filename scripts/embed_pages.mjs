// Turns web/dist into an assembly file that the binary carries: `node scripts/embed_pages.mjs DIST OUT_DIR`.
// Text is stored gzipped, as most browsers take it; ETags come from the content.
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { gzipSync } from "node:zlib";

const [dist, out] = process.argv.slice(2);
const types = {
  html: "text/html; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  css: "text/css; charset=utf-8",
  json: "application/json; charset=utf-8",
  webmanifest: "application/manifest+json; charset=utf-8",
  svg: "image/svg+xml",
  png: "image/png",
  ico: "image/x-icon",
  woff2: "font/woff2",
  txt: "text/plain; charset=utf-8",
};

function* walk(folder) {
  for (const name of readdirSync(folder).sort()) {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) yield* walk(path);
    else if (!name.endsWith(".map")) yield path;
  }
}

mkdirSync(out, { recursive: true });
const rows = [];
const assembly = ['  .section .rodata, "a", @progbits'];
let number = 0;
for (const path of walk(dist)) {
  const type = types[path.split(".").pop()] ?? "application/octet-stream";
  const content = readFileSync(path);
  const gzip = /^(text|application\/(json|manifest))|svg/.test(type) && content.length > 1024;
  const blob = join(out, `page_${number}.bin`);
  writeFileSync(blob, gzip ? gzipSync(content, { level: 9 }) : content);
  const etag = createHash("sha256").update(content).digest("hex").slice(0, 16);
  const symbol = `linli_page_${number}`;
  assembly.push(`  .globl ${symbol}, ${symbol}_end`, `${symbol}:`, `  .incbin "${blob}"`, `${symbol}_end:`, "  .byte 0");
  rows.push({ symbol, path: "/" + relative(dist, path).split("\\").join("/"), type, etag, gzip });
  number += 1;
}
assembly.push('  .section .note.GNU-stack, "", @progbits', "");
writeFileSync(join(out, "pages.S"), assembly.join("\n"));
writeFileSync(
  join(out, "pages_table.cpp"),
  `#include "app/pages.hpp"

extern "C" {
${rows.map((row) => `extern const char ${row.symbol}[], ${row.symbol}_end[];`).join("\n")}
}

namespace linli::app {

std::vector<Page> embedded_pages() {
  return {
${rows
  .map(
    (row) =>
      `      {${JSON.stringify(row.path)}, ${JSON.stringify(row.type)}, "\\"${row.etag}\\"", ${row.gzip}, ` +
      `{${row.symbol}, static_cast<std::size_t>(${row.symbol}_end - ${row.symbol})}},`,
  )
  .join("\n")}
  };
}

}  // namespace linli::app
`,
);
