// What a PowerShell script asks for that comes with -EncodedCommand.
#ifndef MOCK_IMDS_FAKE_TOOLS_PWSH_SCRIPT_H_
#define MOCK_IMDS_FAKE_TOOLS_PWSH_SCRIPT_H_

#include <optional>
#include <string>

#include "absl/strings/string_view.h"

namespace mock::imds {

// The script, in UTF-8, of base64 of UTF-16 in little endian; nullopt if it is none.
std::optional<std::string> DecodeScript(absl::string_view base64);

// The first text that is not empty of those that the script assigns to `name`, which may
// be a variable, a member of a hash table or its element ($name = '…', name = '…',
// $table['name'] = '…'); "" if there is none. Names have no case.
std::string AssignedText(absl::string_view script, absl::string_view name);

}  // namespace mock::imds

#endif  // MOCK_IMDS_FAKE_TOOLS_PWSH_SCRIPT_H_
