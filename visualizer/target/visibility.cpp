// SPDX-License-Identifier: BSL-1.0
//
// Reads the program headers and section names of an ELF file. A preloaded
// library needs a dynamic loader that loads it and calls that go through libc.
#include "visualizer/target/visibility.hpp"

#include <elf.h>
#include <sys/stat.h>

#include <array>
#include <cstring>
#include <fstream>
#include <optional>
#include <vector>

namespace looplab::target {
namespace {

template <typename T>
std::vector<T> read_table(std::ifstream& file, std::uint64_t offset,
                          std::size_t count) {
  std::vector<T> table(count);
  file.clear();
  file.seekg(static_cast<std::streamoff>(offset));
  file.read(reinterpret_cast<char*>(table.data()),
            static_cast<std::streamsize>(count * sizeof(T)));
  if (!file) {
    table.clear();
  }
  return table;
}

bool has_interpreter(std::ifstream& file, const Elf64_Ehdr& head) {
  for (const Elf64_Phdr& part :
       read_table<Elf64_Phdr>(file, head.e_phoff, head.e_phnum)) {
    if (part.p_type == PT_INTERP) {
      return true;
    }
  }
  return false;
}

bool holds(std::ifstream& file, const Elf64_Shdr& section,
           std::string_view word) {
  constexpr std::uint64_t most = 1 << 20;
  if (section.sh_size > most) {
    return false;
  }
  const auto text = read_table<char>(file, section.sh_offset, section.sh_size);
  const std::string_view all(text.data(), text.size());
  return all.find(word) != std::string_view::npos;
}

bool is_go(std::ifstream& file, const Elf64_Ehdr& head) {
  const auto sections =
      read_table<Elf64_Shdr>(file, head.e_shoff, head.e_shnum);
  return head.e_shstrndx < sections.size() &&
         holds(file, sections[head.e_shstrndx], ".note.go.buildid");
}

/// Whether it needs liburing and does not carry hooks of its own: the names of
/// both stand in the strings of the dynamic section.
bool hides_its_ring(std::ifstream& file, const Elf64_Ehdr& head) {
  for (const Elf64_Shdr& section :
       read_table<Elf64_Shdr>(file, head.e_shoff, head.e_shnum)) {
    if (section.sh_type == SHT_STRTAB && (section.sh_flags & SHF_ALLOC) != 0) {
      return holds(file, section, "liburing.so") &&
             !holds(file, section, "looplab_hooks");
    }
  }
  return false;
}

std::optional<Elf64_Ehdr> read_head(std::ifstream& file) {
  Elf64_Ehdr head{};
  file.read(reinterpret_cast<char*>(&head), sizeof head);
  const bool good = file && std::memcmp(head.e_ident, ELFMAG, SELFMAG) == 0 &&
                    head.e_ident[EI_CLASS] == ELFCLASS64 &&
                    head.e_phentsize == sizeof(Elf64_Phdr);
  return good ? std::optional(head) : std::nullopt;
}

}  // namespace

std::string what_stays_hidden(const std::filesystem::path& program) {
  const std::string name = program.filename().string();

  struct stat facts {};

  if (::stat(program.c_str(), &facts) == 0 &&
      (facts.st_mode & (S_ISUID | S_ISGID)) != 0) {
    return name +
           " is set-user-id, so nothing can be preloaded into it: "
           "only what /proc tells is shown";
  }
  std::ifstream file(program, std::ios::binary);
  const auto head = read_head(file);
  if (!head) {
    return {};
  }
  if (is_go(file, *head)) {
    return name +
           " is a Go program and makes its system calls itself, not "
           "through libc: only what /proc tells is shown";
  }
  if (!has_interpreter(file, *head)) {
    return name +
           " is linked statically, so nothing can be preloaded into "
           "it: only what /proc tells is shown";
  }
  if (hides_its_ring(file, *head)) {
    return name +
           " uses io_uring: it is seen when it hands over and when it sleeps, "
           "but not which operations are begun and done";
  }
  return {};
}

}  // namespace looplab::target
