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
         (holds(file, sections[head.e_shstrndx], ".note.go.buildid") ||
          holds(file, sections[head.e_shstrndx], ".go.buildinfo"));
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

/// Whether the names it exports say that it carries hooks of its own.
bool exports_hooks(std::ifstream& file, const Elf64_Ehdr& head) {
  for (const Elf64_Shdr& section :
       read_table<Elf64_Shdr>(file, head.e_shoff, head.e_shnum)) {
    if (section.sh_type == SHT_STRTAB && (section.sh_flags & SHF_ALLOC) != 0) {
      return holds(file, section, "looplab_hooks");
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

bool has_hooks(const std::filesystem::path& program) {
  std::ifstream file(program, std::ios::binary);
  const auto head = read_head(file);
  return head && exports_hooks(file, *head);
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

std::string what_stays_hidden(std::uint32_t pid) {
  const std::filesystem::path here = "/proc/" + std::to_string(pid);
  std::error_code problem;
  const auto program = std::filesystem::read_symlink(here / "exe", problem);
  std::string told = problem ? "" : what_stays_hidden(program);
  if (!told.empty()) {
    return told;
  }
  std::filesystem::directory_iterator each(here / "fd", problem);
  for (; !problem && each != std::filesystem::directory_iterator();
       each.increment(problem)) {
    const auto what = std::filesystem::read_symlink(*each, problem);
    if (what == "anon_inode:[io_uring]" && !has_hooks(program)) {
      return program.filename().string() +
             " uses io_uring without a library that could tell of it: what its "
             "ring does is not seen";
    }
    problem.clear();  // it may have been closed meanwhile
  }
  return {};
}

}  // namespace looplab::target
