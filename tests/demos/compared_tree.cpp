// SPDX-License-Identifier: BSL-1.0
//
// Copies of the program, links to the chapters, and what /proc says is left.
#include "tests/demos/compared_tree.hpp"

#include <unistd.h>

#include <fstream>
#include <sstream>
#include <stdexcept>

#include <gtest/gtest.h>

namespace looplab::demos {
namespace {

namespace fs = std::filesystem;

constexpr std::chrono::seconds LONGEST{50};

std::string text_of(const fs::path& file) {
  // Not by an iterator, which throws when the process ends meanwhile.
  std::ostringstream text;
  text << std::ifstream(file, std::ios::binary).rdbuf();
  return text.str();
}

}  // namespace

compared_tree::compared_tree() {
  std::string name = (fs::temp_directory_path() / "compared.XXXXXX").string();
  if (mkdtemp(name.data()) == nullptr) {
    throw std::runtime_error("there is no temporary folder");
  }
  root_ = name;
  const fs::path source = SOURCE_DIR;
  for (const char* folder : {"demos/compare", "demos/bench", "tools"}) {
    fs::create_directories(root_ / folder);
    for (const auto& entry : fs::directory_iterator(source / folder)) {
      if (entry.path().extension() == ".py") {
        fs::copy(entry, root_ / folder);
      }
    }
  }
  const fs::path built = BINARY_DIR;
  fs::create_directories(build() / "chapters");
  fs::create_directories(build() / "demos");
  for (const char* folder :
       {"demos/load", "demos/upstream", "demos/compare", "chapters/files"}) {
    fs::create_directory_symlink(built / folder, build() / folder);
  }
}

compared_tree::~compared_tree() {
  std::error_code ignored;
  fs::remove_all(root_, ignored);
}

void compared_tree::borrow(const std::string& chapter) const {
  const fs::path place = fs::path("chapters") / chapter;
  fs::create_directory_symlink(fs::path(BINARY_DIR) / place, build() / place);
  fs::create_directories(root_ / place);
  fs::copy(fs::path(SOURCE_DIR) / place / "server.cpp", root_ / place);
}

void compared_tree::invent(const std::string& chapter,
                           const std::string& program) const {
  const std::string name = "build/chapters/" + chapter + "/server";
  write(name, "#!/usr/bin/env python3\n" + program);
  fs::permissions(root_ / name, fs::perms::owner_all);
}

void compared_tree::peers(const std::string& manifest) const {
  write("demos/peers/peers.json", manifest);
}

void compared_tree::write(const std::string& name,
                          const std::string& text) const {
  fs::create_directories((root_ / name).parent_path());
  std::ofstream(root_ / name) << text;
}

support::launch compared_tree::compare(
    const std::vector<std::string>& arguments) const {
  support::launch what{
      "python3",
      {"-B", (root_ / "demos/compare").string(), build().string(), "--seconds",
       "0.1", "--rounds", "1", "--clients", "4"}};
  what.arguments.insert(what.arguments.end(), arguments.begin(),
                        arguments.end());
  return what;
}

std::vector<std::string> compared_tree::left() const {
  std::vector<std::string> found;
  for (const auto& entry : fs::directory_iterator("/proc")) {
    const std::string line = text_of(entry.path() / "cmdline");
    if (line.find(root_.string()) != std::string::npos) {
      found.push_back(line);
    }
  }
  return found;
}

std::string small_server(unsigned answers, const std::string& epilogue) {
  return "import os, socket, sys, threading\n"
         "if '--help' in sys.argv:\n"
         "  sys.exit()\n"
         "left = " +
         std::to_string(answers) +
         "\n"
         "def serve(client):\n"
         "  global left\n"
         "  while client.recv(4096):\n"
         "    left -= 1\n"
         "    if left < 0:\n"
         "      " +
         epilogue +
         "\n"
         "    client.sendall(b'HTTP/1.1 200 OK\\r\\n'\n"
         "                   b'Content-Length: 6\\r\\n\\r\\nhello\\n')\n"
         "listener = socket.create_server(('127.0.0.1', 0))\n"
         "print('listening on 127.0.0.1:%d' % listener.getsockname()[1],\n"
         "      flush=True)\n"
         "while True:\n"
         "  client, _ = listener.accept()\n"
         "  threading.Thread(target=serve, args=(client,), daemon=True).start()"
         "\n";
}

outcome run(const support::launch& what) {
  support::process started(what);
  const std::optional<int> status = started.wait(LONGEST);
  EXPECT_TRUE(status.has_value()) << started.output();
  return {status.value_or(-1), started.output()};
}

}  // namespace looplab::demos
