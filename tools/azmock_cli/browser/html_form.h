// The form of a page, as far as the fakes' pages go.
#ifndef TOOLS_AZMOCK_CLI_BROWSER_HTML_FORM_H_
#define TOOLS_AZMOCK_CLI_BROWSER_HTML_FORM_H_

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"

namespace azmock {

using FormFields = std::vector<std::pair<std::string, std::string>>;

struct HtmlForm {
  std::string action;  // "" for the page's own URL
  FormFields hidden;
  std::vector<std::string> inputs;   // names of those that are shown
  std::vector<std::string> buttons;  // their values

  bool HasInput(absl::string_view name) const;
  bool HasButton(absl::string_view value) const;
};

// The first form of the page; nullopt if there is none.
std::optional<HtmlForm> FindForm(absl::string_view html);

// "a=1&b=%26", in this order.
std::string EncodeForm(const FormFields& fields);

}  // namespace azmock

#endif  // TOOLS_AZMOCK_CLI_BROWSER_HTML_FORM_H_
