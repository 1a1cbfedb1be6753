// SPDX-License-Identifier: BSL-1.0
//
// The program around the lines of 04.3.
#include <functional>
#include <memory>
#include <string>
#include <utility>

struct connection {
  virtual ~connection() = default;
  virtual void async_read(std::function<void(std::string text)> done) = 0;
  virtual void async_write(std::string text, std::function<void()> done) = 0;
  virtual void close() = 0;
};

class session : public std::enable_shared_from_this<session> {
 public:
  explicit session(std::unique_ptr<connection> client)
      : client_(std::move(client)) {}

  void handle_client() {
    // [lines]
  }

 private:
  const std::unique_ptr<connection> client_;
  std::shared_ptr<session> kept_;
};

void accept(std::unique_ptr<connection> client) {
  std::make_shared<session>(std::move(client))->handle_client();
}
