// SPDX-License-Identifier: BSL-1.0
//
// The hidden test of 04.3: a client whose texts come, and are taken, when the
// test wants. The session owns its connection, so that the test knows by that
// whether the session is there.
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "chapters/exercise/check.hpp"
#include "chapters/exercise/far_end.hpp"
#include "chapters/exercise/told_callback.hpp"

struct connection {
  virtual ~connection() = default;
  virtual void async_read(std::function<void(std::string text)> done) = 0;
  virtual void async_write(std::string text, std::function<void()> done) = 0;
  virtual void close() = 0;
};

void accept(std::unique_ptr<connection> client);

namespace looplab::exercise {

namespace {

constexpr property there{"there", "be there when its callback is called"};
constexpr property sends_back{"sends-back",
                              "read, write that back, and then read again"};
constexpr property closes{"closes", "close once, when its client has left"};
constexpr property destroyed{"destroyed",
                             "be destroyed when nothing is begun for it"};

struct operation {
  std::string text;
  std::function<void(std::string)> done;
  told_callback told;
};

/// What the session has begun, and what it did. Callbacks go first: a session
/// that goes with them says so here.
struct far_client {
  void begin(const std::string& what) {
    story += (story.empty() ? "" : ", ") + what;
  }

  /// What was begun is done: its callback is called, and forgotten.
  void finish(std::optional<operation>& what, const std::string& text) {
    if (!what) {
      return;
    }
    auto now = std::move(*what);
    what.reset();
    if (session_gone) {
      const auto seen = deeds();
      expect(false, "a callback was to be called, and its session was gone",
             first(seen, [&now](const deed& one) {
               return one.kind == trace::event_kind::start &&
                      one.subject == now.told.id();
             }));
    }
    now.told.done(static_cast<std::int64_t>(text.size()));
    now.told.call([&] { now.done(text); });
  }

  void send(const std::string& text) { finish(reading, text); }

  void take() { finish(writing, writing ? writing->text : ""); }

  bool session_gone = false;
  std::string story{};  // what the session did, in its order
  far_end socket{};     // for its number only
  std::optional<operation> reading{};
  std::optional<operation> writing{};
};

class client_of : public connection {
 public:
  explicit client_of(far_client& client) : client_(client) {}

  ~client_of() override { client_.session_gone = true; }

  void async_read(std::function<void(std::string text)> done) override {
    client_.begin("read");
    client_.reading = {
        "", std::move(done),
        told_callback::waiting("read", __builtin_return_address(0),
                               trace::verb::read, client_.socket.near())};
  }

  void async_write(std::string text, std::function<void()> done) override {
    client_.begin("write " + (text.empty() ? "nothing" : text));
    client_.writing = {
        std::move(text), [done](const std::string&) { done(); },
        told_callback::waiting("write", __builtin_return_address(0),
                               trace::verb::write, client_.socket.near())};
  }

  void close() override { client_.begin("close"); }

 private:
  far_client& client_;
};

std::string did(const far_client& client) {
  return ", and the session did: " + client.story;
}

void try_being_there() {
  trying(there);
  far_client client;
  accept(std::make_unique<client_of>(client));
  client.send("one");
  client.take();
  client.send("two");
  client.take();
}

void try_way() {
  trying(sends_back);
  far_client client;
  accept(std::make_unique<client_of>(client));
  expect(client.story == "read", "a client came" + did(client));
  client.send("one");
  expect(client.story == "read, write one",
         "the text \"one\" came" + did(client));
  client.take();
  expect(client.story == "read, write one, read",
         "\"one\" came and was taken" + did(client));
  client.send("two");
  client.take();
  const auto all = client.story;
  expect(all == "read, write one, read, write two, read",
         "\"two\" came and was taken, too" + did(client));
  trying(closes);
  client.send("");
  expect(client.story == all + ", close",
         "two texts came, the client left" + did(client));
  trying(destroyed);
  expect(client.session_gone,
         "nothing was begun any more, and the session was still there");
}

}  // namespace

void test() {
  try_being_there();
  try_way();
}

}  // namespace looplab::exercise
