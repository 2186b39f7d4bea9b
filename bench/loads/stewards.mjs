// The stewards of the demo's grids, able to sign in: the streams and lives of the load rows are theirs.
import { execFileSync } from "node:child_process";
import { sqlite } from "../spine/rows.mjs";
import { signIn } from "../spine/server.mjs";

// The demo makes them without a password. On the copy that is measured they get that of the account `bench`; the server
// must not be running.
export function letStewardsIn(data) {
  const sql = `update accounts set must_change = 0, password_hash = (select password_hash from accounts where login_key = 'bench')
    where id in (select steward from grid_duties where valid_to is null)`;
  execFileSync("sqlite3", [`${data}/linli.db`, sql]);
}

// [{grid, cookie, csrf}], one a grid; all grids, or so many of them, spread evenly.
export async function signStewardsIn(data, base, most = Infinity) {
  const all = sqlite(data, `select a.login || ' ' || min(d.grid) from grid_duties d join accounts a on a.id = d.steward
    where d.valid_to is null group by a.id order by d.grid`).map((line) => line.split(" "));
  const step = Math.max(1, Math.floor(all.length / most));
  const left = all.filter((_, i) => i % step === 0).slice(0, Math.min(most, all.length));
  const signed = [];
  // Two at a time: as many as are hashed at once.
  const one = async () => {
    for (let next = left.pop(); next; next = left.pop()) signed.push({ grid: next[1], ...(await signIn(base, next[0])) });
  };
  await Promise.all([one(), one()]);
  return signed;
}
