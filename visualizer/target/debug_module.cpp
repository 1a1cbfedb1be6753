// SPDX-License-Identifier: BSL-1.0
//
// libdw's answers, as frames. Offsets of the file are what stays the same
// wherever the loader put the module, so addresses come in as offsets.
#include "visualizer/target/debug_module.hpp"

#include <cxxabi.h>
#include <dwarf.h>
#include <elfutils/libdw.h>
#include <elfutils/libdwfl.h>
#include <stdlib.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <optional>
#include <span>

namespace looplab::target {
namespace {

std::string demangled(const char* symbol) {
  int status = 0;
  const std::unique_ptr<char, void (*)(void*)> text(
      abi::__cxa_demangle(symbol, nullptr, nullptr, &status), &::free);
  return status == 0 ? text.get() : symbol;
}

/// Where nothing has a name: what addr2line and objdump can be asked for.
std::string at_offset(const std::string& module, std::uint64_t offset) {
  char digits[20];
  std::snprintf(digits, sizeof digits, "+0x%llx",
                static_cast<unsigned long long>(offset));
  return module + digits;
}

std::string attribute_text(Dwarf_Die& of, unsigned name) {
  Dwarf_Attribute found;
  const char* text = dwarf_formstring(dwarf_attr_integrate(&of, name, &found));
  return text != nullptr ? text : "";
}

unsigned attribute_number(Dwarf_Die& of, unsigned name) {
  Dwarf_Attribute found;
  Dwarf_Word number = 0;
  dwarf_formudata(dwarf_attr(&of, name, &found), &number);
  return static_cast<unsigned>(number);
}

/// A compilation unit, and how far addresses there are from the module's.
struct unit {
  Dwarf_Die die;
  Dwarf_Addr bias;
};

std::string absolute_name(const char* file, unit& of) {
  if (file == nullptr) {
    return {};
  }
  std::filesystem::path path(file);
  if (path.is_relative()) {
    path = attribute_text(of.die, DW_AT_comp_dir) / path;
  }
  return path.lexically_normal().string();
}

std::string called_from_file(Dwarf_Die& call, unit& of) {
  Dwarf_Files* files = nullptr;
  std::size_t count = 0;
  const unsigned index = attribute_number(call, DW_AT_call_file);
  if (dwarf_getsrcfiles(&of.die, &files, &count) != 0 || index >= count) {
    return {};
  }
  return absolute_name(dwarf_filesrc(files, index, nullptr, nullptr), of);
}

bool is_function(Dwarf_Die& scope) {
  const int tag = dwarf_tag(&scope);
  return tag == DW_TAG_subprogram || tag == DW_TAG_inlined_subroutine;
}

/// The scopes around an address as they lie in the machine code, the innermost
/// first: a call that was inlined lies in the function it was inlined into.
std::vector<Dwarf_Die> functions_around(unit& of, Dwarf_Addr address) {
  std::vector<Dwarf_Die> functions;
  Dwarf_Die* found = nullptr;
  int count = dwarf_getscopes(&of.die, address - of.bias, &found);
  std::unique_ptr<Dwarf_Die, void (*)(void*)> lexical(found, &::free);
  if (count <= 0) {
    return functions;
  }
  // dwarf_getscopes goes on in the inlined function's own surroundings; asked
  // again for the innermost scope itself, libdw goes on in the caller.
  count = dwarf_getscopes_die(&found[0], &found);
  std::unique_ptr<Dwarf_Die, void (*)(void*)> nested(
      count > 0 ? found : nullptr, &::free);
  for (int i = 0; i < count; ++i) {
    if (is_function(found[i])) {
      functions.push_back(found[i]);
    }
  }
  return functions;
}

class libdw_module final : public debug_module {
 public:
  libdw_module(Dwfl* session, Dwfl_Module* module, std::string name)
      : session_(session, &dwfl_end), module_(module), name_(std::move(name)) {}

  std::vector<trace::frame_line> frames_at(std::uint64_t offset) override {
    const std::optional<Dwarf_Addr> address = address_of(offset);
    if (!address) {
      return {{"", at_offset(name_, offset), 0}};
    }
    std::optional<unit> of = unit_at(*address);
    if (!of) {
      return {symbol_at(*address)};
    }
    std::vector<trace::frame_line> frames = inlined_frames(*of, *address);
    const auto user = std::find_if(
        frames.begin(), frames.end(),
        [](const trace::frame_line& one) { return is_user_code(one.file); });
    if (user != frames.end()) {
      frames.erase(frames.begin(), user);
    }
    if (frames.empty()) {
      frames.push_back(symbol_at(*address));
    }
    return frames;
  }

  std::string compiled_in() override {
    Dwarf_Addr bias = 0;
    Dwarf_Die* first = dwfl_module_nextcu(module_, nullptr, &bias);
    return first == nullptr ? "" : attribute_text(*first, DW_AT_comp_dir);
  }

  std::string build_id() override {
    constexpr char digits[] = "0123456789abcdef";
    const unsigned char* bytes = nullptr;
    GElf_Addr ignored = 0;
    dwfl_module_getelf(module_, &ignored);  // the id is looked for in there
    const int size = dwfl_module_build_id(module_, &bytes, &ignored);
    std::string id;
    for (int i = 0; i < size; ++i) {
      id += {digits[bytes[i] >> 4], digits[bytes[i] & 15]};
    }
    return id;
  }

 private:
  std::optional<Dwarf_Addr> address_of(std::uint64_t offset) const {
    GElf_Addr bias = 0;
    Elf* elf = dwfl_module_getelf(module_, &bias);
    std::size_t count = 0;
    if (elf == nullptr || elf_getphdrnum(elf, &count) != 0) {
      return std::nullopt;
    }
    for (std::size_t i = 0; i < count; ++i) {
      GElf_Phdr part;
      if (gelf_getphdr(elf, static_cast<int>(i), &part) != nullptr &&
          part.p_type == PT_LOAD && offset >= part.p_offset &&
          offset < part.p_offset + part.p_filesz) {
        return offset - part.p_offset + part.p_vaddr + bias;
      }
    }
    return std::nullopt;
  }

  /// The index of addresses is optional (clang leaves it out), so without it
  /// every unit is asked.
  std::optional<unit> unit_at(Dwarf_Addr address) const {
    Dwarf_Addr bias = 0;
    if (Dwarf_Die* die = dwfl_module_addrdie(module_, address, &bias)) {
      return unit{*die, bias};
    }
    Dwarf_Die* die = nullptr;
    while ((die = dwfl_module_nextcu(module_, die, &bias)) != nullptr) {
      if (dwarf_haspc(die, address - bias) == 1) {
        return unit{*die, bias};
      }
    }
    return std::nullopt;
  }

  std::vector<trace::frame_line> inlined_frames(unit& of,
                                                Dwarf_Addr address) const {
    std::vector<trace::frame_line> frames;
    trace::frame_line at;
    if (Dwarf_Line* line = dwarf_getsrc_die(&of.die, address - of.bias)) {
      int number = 0;
      dwarf_lineno(line, &number);
      at.line = static_cast<std::uint32_t>(number);
      at.file = absolute_name(dwarf_linesrc(line, nullptr, nullptr), of);
    }
    for (Dwarf_Die& function : functions_around(of, address)) {
      at.function = attribute_text(function, DW_AT_name);
      frames.push_back(at);
      at = {called_from_file(function, of), "",
            attribute_number(function, DW_AT_call_line)};
    }
    if (frames.empty() && at.line != 0) {
      at.function = symbol_at(address).function;
      frames.push_back(at);
    }
    return frames;
  }

  trace::frame_line symbol_at(Dwarf_Addr address) const {
    GElf_Off offset = 0;
    GElf_Sym symbol;
    const char* name = dwfl_module_addrinfo(module_, address, &offset, &symbol,
                                            nullptr, nullptr, nullptr);
    // A stripped file has a few names only; far behind one of them it says
    // nothing about the function.
    const bool inside = name != nullptr && offset < symbol.st_size;
    Dwarf_Addr base = 0;
    dwfl_module_getelf(module_, &base);
    return {"", inside ? demangled(name) : at_offset(name_, address - base), 0};
  }

  std::unique_ptr<Dwfl, void (*)(Dwfl*)> session_;
  Dwfl_Module* module_;
  std::string name_;
};

char* no_other_folders = nullptr;
const Dwfl_Callbacks how_to_find = {
    dwfl_build_id_find_elf, dwfl_standard_find_debuginfo,
    dwfl_offline_section_address, &no_other_folders};

}  // namespace

std::unique_ptr<debug_module> debug_module::open(const std::string& file,
                                                 const std::string& name) {
  ::unsetenv("DEBUGINFOD_URLS");
  Dwfl* session = dwfl_begin(&how_to_find);
  if (session == nullptr) {
    return nullptr;
  }
  dwfl_report_begin(session);
  Dwfl_Module* module =
      dwfl_report_offline(session, name.c_str(), file.c_str(), -1);
  dwfl_report_end(session, nullptr, nullptr);
  if (module == nullptr) {
    dwfl_end(session);
    return nullptr;
  }
  return std::make_unique<libdw_module>(session, module, name);
}

bool is_user_code(const std::string& file) {
  for (const char* system :
       {"/usr/include/", "/usr/lib/", "/usr/local/include/"}) {
    if (file.starts_with(system)) {
      return false;
    }
  }
  return !file.empty() && file.find("/include/c++/") == std::string::npos &&
         file.find("/boost/") == std::string::npos &&
         file.find("/trace/hooks/") == std::string::npos;
}

}  // namespace looplab::target
