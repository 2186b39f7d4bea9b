// Which way includes may point (left only), checked over src/. Exceptions may only shrink.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

// A folder may include itself and what stands before it; modules reach each other only through api.hpp and types.hpp.
const order = ["base", "gridding", "gridding_files", "storage", "http", "declare", "modules", "app"];
const modules = [
  "accounts", "journal_view", "rules", "areas", "bodies", "organisation", "people", "catalogue", "calendars", "cases", "open311", "desk", "indicators", "analysis",
  "public_face", "feedback",
  "intake_files", "hotline", "registers", "grid_plans", "notices", "compliance", "funds",
];
// What a module offers beside its api.hpp: calendars its arithmetic, intake_files how office files are read.
const offered = {
  calendars: ["calendar"],
  people: ["id_number", "intake"],
  intake_files: ["csv", "export", "fault_file", "fields", "headings", "plan", "reader", "upload", "values"],
};
// What app wires: besides the interface, each module's routes, tables, service object and commands.
const open =
  /^modules\/[a-z0-9_]+\/(api|types|http|schema|service|accounts|board|desk|command|user_command|photo_worker|upkeep|search)\.hpp$/;
// What modules see of each other.
const between = /^modules\/[a-z0-9_]+\/(api|types)\.hpp$/;
const exceptions = new Set([]);
// gridding is pure computation and http knows no database.
const forbidden = [
  ["gridding", "base/time.hpp"],
  ["http", "storage"],
  ["storage", "http"],
  ["storage", "gridding"],
  ["http", "gridding"],
];

const files = execFileSync("git", ["ls-files", "src"], { encoding: "utf8" })
  .split("\n")
  .filter((file) => /\.(cpp|hpp)$/.test(file));
const faults = [];
const graph = new Map();

for (const file of files) {
  const path = file.replace(/^src\//, "");
  const [folder, module] = path.split("/");
  const isTest = /_(test|fuzz)\.cpp$|\/testing\//.test(path);
  const edges = [];
  for (const [, target] of readFileSync(file, "utf8").matchAll(/^#include "([^"]+)"/gm)) {
    edges.push(target);
    const [toFolder, toModule] = target.split("/");
    const say = (why) => {
      if (!exceptions.has(`${path} -> ${target}`)) faults.push(`${file}: includes ${target}: ${why}`);
    };
    if (!order.includes(toFolder)) {
      say("name includes from src/, as in \"base/id.hpp\"");
      continue;
    }
    if (order.indexOf(toFolder) > order.indexOf(folder)) say(`${folder} stands before ${toFolder}`);
    for (const [from, to] of forbidden) if (folder === from && target.startsWith(to)) say(`${from} must not see ${to}`);
    if (folder === "modules" && toFolder === "modules" && module !== toModule) {
      const offers = offered[toModule]?.some((name) => target === `modules/${toModule}/${name}.hpp`);
      if (!between.test(target) && !offers && !isTest) say("other modules are reached through api.hpp or types.hpp");
    }
    if (folder === "modules" && toFolder === "modules" && modules.indexOf(toModule) > modules.indexOf(module) && !isTest) {
      say(`${module} stands before ${toModule}`);
    }
    if (folder === "app" && toFolder === "modules" && !open.test(target)) {
      say("app sees only what a module offers to be wired");
    }
  }
  if (path.endsWith(".hpp")) graph.set(path, edges);
}

const state = new Map();
function visit(node, trail) {
  if (state.get(node) === "done") return;
  if (state.get(node) === "open") {
    faults.push(`cycle: ${[...trail.slice(trail.indexOf(node)), node].join(" -> ")}`);
    return;
  }
  state.set(node, "open");
  for (const next of graph.get(node) ?? []) visit(next, [...trail, node]);
  state.set(node, "done");
}
for (const node of graph.keys()) visit(node, []);

for (const fault of faults) console.error(fault);
console.log(`${files.length} files, ${faults.length} faults`);
process.exit(faults.length > 0 ? 1 : 0);
