// SPDX-License-Identifier: BSL-1.0
//
// The service on node: a callback for each request, promises where there is
// something to wait for, and an agent that keeps connections to the upstream.
"use strict";
const http = require("http");
const service = require("./service.js");

const given = service.options();
const JSON_TYPE = "application/json";
const agent = new http.Agent({ keepAlive: true, maxFreeSockets: 100000 });

function ask(symbol) {
  const path = `/price?symbol=${symbol}`;
  return new Promise((resolve, reject) => {
    const asked = http.get({ agent, ...given.upstream, path });
    const late = () => asked.destroy(new service.Refusal(504));
    if (given.upstreamLimit) asked.setTimeout(given.upstreamLimit, late);
    asked.on("error", (error) => {
      // It may have been closed while it was idle.
      const isStale = asked.reusedSocket && error.code === "ECONNRESET";
      if (isStale) return resolve(ask(symbol));
      const full = error.code === "EMFILE";
      reject(error.status ? error : new service.Refusal(full ? 503 : 502));
    });
    asked.on("response", async (answer) => {
      try {
        let body = "";
        for await (const piece of answer) body += piece;
        resolve(service.price(symbol, answer.statusCode, body));
      } catch (error) {
        reject(error.status ? error : new service.Refusal(502));
      }
    });
  });
}

async function quote(query, response) {
  const { symbols, isList } = service.quote(query);
  const prices = (await Promise.all(symbols.map(ask))).join();
  send(response, service.quotes(prices, isList), JSON_TYPE);
}

async function file(query, response) {
  const { opened, size } = await service.file(given.files, query);
  response.setHeader("Content-Type", "application/octet-stream");
  response.setHeader("Content-Length", size);
  if (response.req.method === "HEAD") return response.end() && opened.close();
  opened.createReadStream().pipe(response);
}

function send(response, body, type = "text/plain") {
  response.setHeader("Content-Type", type);
  response.setHeader("Content-Length", body.length);
  response.end(body);
}

const routes = {
  "/hello": (_, response) => send(response, "hello\n"),
  "/quote": quote,
  "/file": file,
  "/work": (query, response) => send(response, service.work(query)),
  "/stats": (_, response) => send(response, service.numbers(), JSON_TYPE),
};

// Unasked, node looks only every 30 seconds for clients that are too slow.
const how = { connectionsCheckingInterval: 1000 };
const server = http.createServer(how, async (request, response) => {
  service.stats.in_flight += 1;
  response.on("close", () => (service.stats.in_flight -= 1));
  try {
    const [path, query] = request.url.split("?");
    if (!Object.hasOwn(routes, path)) throw new service.Refusal(404);
    if (!/^(GET|HEAD)$/.test(request.method)) throw new service.Refusal(405);
    await routes[path](new URLSearchParams(query), response);
  } catch (error) {
    response.statusCode = error.status ?? 500;
    if (response.statusCode === 405) response.setHeader("Allow", "GET, HEAD");
    send(response, `${error.message}\n`);
  }
});
server.on("connection", () => { service.stats.accepts += 1; });
server.keepAliveTimeout = server.requestTimeout = given.limit;
server.headersTimeout = given.limit;
server.listen(given.port, given.listen, () =>
  console.log(`listening on ${given.listen}:${server.address().port}`));
function leave() {
  server.close();
  if (service.stats.in_flight === 0) return server.closeAllConnections();
  server.closeIdleConnections();
  setTimeout(leave, 10);
}
process.once("SIGINT", leave).once("SIGTERM", leave);
