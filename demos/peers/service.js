// SPDX-License-Identifier: BSL-1.0
//
// The service, for the peer in JavaScript: its command line, what each route
// does, and its numbers. Nothing here waits for another machine.
"use strict";
const fs = require("fs");
const http = require("http");
const path = require("path");
const { parseArgs } = require("util");

const HELP = `node_server.js: the service on node

  --port N --listen ADDRESS --upstream HOST:PORT --files DIR --limit-ms N
  --upstream-limit-ms N --help

Capacity: as many clients as there are descriptors; more wait in the kernel's
queue.
`;

const stats = {
  threads: 0,
  in_flight: 0,
  turns: null, // the library's loop counts none
  longest_turn_us: null,
  accepts: 0,
  refused: 0,
  bytes_copied: null,
};

class Refusal extends Error {
  constructor(status) {
    super(`${status} ${http.STATUS_CODES[status]}`);
    this.status = status;
  }
}

function options() {
  const text = (value) => ({ type: "string", default: value });
  const { values } = parseArgs({
    options: {
      port: text("0"),
      listen: text("127.0.0.1"),
      upstream: text("127.0.0.1:9"),
      files: text(""),
      "limit-ms": text("10000"),
      "upstream-limit-ms": text("5000"),
      help: { type: "boolean" },
    },
  });
  if (values.help) {
    process.stdout.write(HELP);
    process.exit(0);
  }
  const [host, port] = values.upstream.split(":");
  return {
    port: Number(values.port),
    listen: values.listen,
    upstream: { host, port: Number(port) },
    files: values.files,
    limit: Number(values["limit-ms"]),
    upstreamLimit: Number(values["upstream-limit-ms"]),
  };
}

// The symbols that /quote asks for, and whether as a list.
function quote(query) {
  const isList = query.has("symbols");
  if (query.has("symbol") === isList) throw new Refusal(400);
  const text = query.get(isList ? "symbols" : "symbol");
  const symbols = isList ? text.split(",") : [text];
  const valid = (symbol) => /^[A-Za-z0-9.-]{1,16}$/.test(symbol);
  if (symbols.length > 16 || !symbols.every(valid)) throw new Refusal(400);
  return { symbols, isList };
}

// What the upstream says of a symbol, as it was written.
function price(symbol, status, body) {
  const found = /"price": *([-+.eE0-9]+)}/.exec(body);
  if (status !== 200 || !found || isNaN(found[1])) throw new Refusal(502);
  return `{"symbol":"${symbol}","price":${found[1]}}`;
}

function quotes(prices, isList) {
  return (isList ? `{"quotes":[${prices}]}` : prices) + "\n";
}

async function file(folder, query) {
  const name = query.get("name");
  const cold = query.get("cold") ?? "0";
  if (name === null || !["0", "1"].includes(cold)) throw new Refusal(400);
  if (!["small", "big"].includes(name)) throw new Refusal(404);
  try {
    const opened = await fs.promises.open(path.join(folder, name));
    return { opened, size: (await opened.stat()).size };
  } catch (error) {
    throw new Refusal(error.code === "EMFILE" ? 503 : 404);
  }
}

// The chapters' arithmetic, step by step. 64 bits are a BigInt here, and slow.
function work(query) {
  const units = query.get("units") ?? "";
  if (!/^[0-9]{1,9}$/.test(units) || units > 10000) throw new Refusal(400);
  let x = 88172645463325252n;
  for (let step = 0; step < units * 1e6; ++step) {
    x = BigInt.asUintN(64, x ^ (x << 13n));
    x ^= x >> 7n;
    x = BigInt.asUintN(64, x ^ (x << 17n));
  }
  return `${x}\n`;
}

function numbers() {
  stats.threads = fs.readdirSync("/proc/self/task").length;
  return JSON.stringify(stats) + "\n";
}

module.exports = {
  Refusal, file, numbers, options, price, quote, quotes, stats, work,
};
