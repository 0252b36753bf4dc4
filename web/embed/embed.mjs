// Turns the built web interface into one block of bytes and a table of its files.
//   node embed.mjs DIST OUT      reads the folder DIST, writes OUT/web_assets.bin and OUT/web_assets.cpp
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { extname, join, relative } from 'node:path';
import { gzipSync } from 'node:zlib';

const types = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
  '.txt': 'text/plain; charset=utf-8',
  '.woff2': 'font/woff2',
};

function filesIn(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesIn(path) : [path];
  });
}

const [dist, out] = process.argv.slice(2);
if (!dist || !out) {
  console.error('usage: node embed.mjs DIST OUT');
  process.exit(2);
}

const rows = [];
const blocks = [];
let length = 0;
function placed(bytes) {
  const at = length;
  blocks.push(bytes);
  length += bytes.length;
  return { at, size: bytes.length };
}

for (const file of filesIn(dist)) {
  const path = '/' + relative(dist, file).split('\\').join('/');
  const type = types[extname(file)];
  if (!type) {
    console.error(`web: ${path} has no known content type; add it to the table in web/embed/embed.mjs.`);
    process.exit(1);
  }
  const bytes = readFileSync(file);
  const packed = gzipSync(bytes, { level: 9 });
  const row = {
    path,
    type,
    etag: `"${createHash('sha256').update(bytes).digest('hex').slice(0, 32)}"`,
    plain: placed(bytes),
    gzip: packed.length < bytes.length ? placed(packed) : { at: 0, size: 0 },
    immutable: path.startsWith('/assets/'),
  };
  rows.push(row);
  if (path === '/index.html') rows.push({ ...row, path: '/' });
}
rows.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));

const text = (s) => JSON.stringify(s);
const view = ({ at, size }) => (size === 0 ? '{}' : `{start() + ${at}, ${size}}`);
const table = rows.map(
  (r) => `        Asset{${text(r.path)}, ${text(r.type)}, ${text(r.etag)}, ${view(r.plain)}, ${view(r.gzip)}, ${r.immutable}},`,
);
mkdirSync(out, { recursive: true });
const blob = join(out, 'web_assets.bin');
writeFileSync(blob, Buffer.concat(blocks));
writeFileSync(
  join(out, 'web_assets.cpp'),
  `// Written by web/embed/embed.mjs.
#include "web_assets.h"

asm(".section .rodata\\n"
    ".global vigia_web_assets_start\\n"
    ".balign 16\\n"
    "vigia_web_assets_start:\\n"
    ".incbin ${JSON.stringify(blob).replaceAll('"', '\\"')}\\n"
    ".byte 0\\n"
    ".previous\\n");

extern "C" const char vigia_web_assets_start[];

namespace vigia {
namespace {

const char* start() { return &vigia_web_assets_start[0]; }

}  // namespace

std::span<const Asset> web_assets() {
    static const Asset assets[] = {
${table.join('\n')}
    };
    return assets;
}

}  // namespace vigia
`,
);
