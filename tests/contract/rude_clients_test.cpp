// SPDX-License-Identifier: BSL-1.0
//
// Clients that behave badly, alone and fifty at once, while one behaves well.
// A server with places left answers the good client meanwhile; a server whose
// places are all taken answers it once their limit has passed.
#include <algorithm>
#include <array>
#include <vector>

#include "tests/contract/contract.hpp"

namespace looplab::contract {
namespace {

constexpr unsigned CROWD = 50;

// Ten requests on one connection, and the server has not gone.
void expect_good_service(std::uint16_t port) {
  tcp_client good(port);
  for (int i = 0; i < 10; ++i) {
    ASSERT_TRUE(good.send(request("/hello")));
    expect_hello(support::read_response(good));
  }
}

struct misdeed {
  const char* name;
  void (*act)(tcp_client& client);
};

void say_nothing(tcp_client& client) {
  client.send("");
}

void half_close(tcp_client& client) {
  client.finish_sending();
}

void half_close_in_a_request(tcp_client& client) {
  client.send("GET /hello HT");
  client.finish_sending();
}

void stop_in_a_request(tcp_client& client) {
  client.send("GET /hello HTTP/1.1\r\nHo");
}

void close_early(tcp_client& client) {
  client.send(request("/quote?symbol=ABC"));
  client.close();
}

void reset_early(tcp_client& client) {
  client.send(request("/quote?symbol=ABC") + request("/hello"));
  client.reset();
}

void reset_in_a_request(tcp_client& client) {
  client.send("GET /hello HTTP/1.1\r\nHo");
  client.reset();
}

// The server is still writing when nobody is there to read: SIGPIPE, which
// ends a program that has not thought of it.
void close_in_an_answer(tcp_client& client) {
  client.send(request("/file?name=big") + request("/file?name=big"));
  client.wait(std::chrono::milliseconds(10));
  client.close();
}

void reset_in_an_answer(tcp_client& client) {
  client.send(request("/file?name=big") + request("/file?name=big"));
  client.wait(std::chrono::milliseconds(10));
  client.reset();
}

// They take no answer and do not go away.
void never_read(tcp_client& client) {
  client.send(request("/file?name=big") + request("/file?name=big"));
}

constexpr std::array<misdeed, 10> MISDEEDS{{
    {"say nothing", say_nothing},
    {"half-close", half_close},
    {"half-close in a request", half_close_in_a_request},
    {"stop in a request", stop_in_a_request},
    {"close early", close_early},
    {"reset early", reset_early},
    {"reset in a request", reset_in_a_request},
    {"close in an answer", close_in_an_answer},
    {"reset in an answer", reset_in_an_answer},
    {"never read", never_read},
}};

class rude_clients : public contract {
 protected:
  // `count` clients do `act` and stay as they are; the good one comes after
  // them.
  void expect_survival(unsigned count, void (*act)(tcp_client&)) {
    const bool places_left = GetParam().serves_at_once(count + 1);
    const server_process& server =
        start({"--limit-ms", places_left ? "0" : "20"});
    // One good client first: some things are opened for the first one only.
    support::get(port(), "/quote?symbol=ABC");
    const std::size_t before = server.descriptors();
    {
      std::vector<tcp_client> crowd;
      for (unsigned i = 0; i < count; ++i) {
        crowd.push_back(connect());
        act(crowd.back());
      }
      if (places_left) {
        expect_good_service(port());
      } else {
        expect_service();
      }
    }
    expect_service();
    // A connection to the upstream may be kept for each place.
    const std::size_t kept = std::min(count, CROWD) + 1;
    EXPECT_TRUE(
        eventually([&] { return server.descriptors() <= before + kept; }));
  }
};

TEST_P(rude_clients, alone) {
  for (const misdeed& each : MISDEEDS) {
    SCOPED_TRACE(each.name);
    expect_survival(1, each.act);
  }
}

TEST_P(rude_clients, fifty_at_once) {
  for (const misdeed& each : MISDEEDS) {
    SCOPED_TRACE(each.name);
    expect_survival(CROWD, each.act);
  }
}

// Byte by byte, all of them in step, while a good client is served between
// their bytes.
TEST_P(rude_clients, fifty_dribble_at_once) {
  const bool places_left = GetParam().serves_at_once(CROWD + 1);
  start({"--limit-ms", places_left ? "0" : "20"});
  std::vector<tcp_client> crowd;
  for (unsigned i = 0; i < CROWD; ++i) {
    crowd.push_back(connect());
  }
  for (const char byte : request("/hello")) {
    for (tcp_client& client : crowd) {
      client.send({&byte, 1});
    }
    if (places_left) {
      expect_good_service(port());
    }
  }
  for (tcp_client& client : crowd) {
    if (places_left) {
      expect_hello(support::read_response(client));
    }
  }
  expect_service();
}

INSTANTIATE_TEST_SUITE_P(, rude_clients,
                         testing::ValuesIn(servers_under_contract()),
                         [](const auto& server) { return server.param.name; });

}  // namespace
}  // namespace looplab::contract
