// Texts with {{placeholders}} that a request fills in.
#ifndef MOCK_COMMON_RULES_TEMPLATE_H_
#define MOCK_COMMON_RULES_TEMPLATE_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "mock_common/random.h"
#include "mock_common/rules/request_view.h"
#include "mock_common/rules/rule.pb.h"

namespace mock::scenario {

// Where placeholders get their values from, for one reply: IDs that are generated
// are the same wherever they occur in it. Not safe for use by several threads.
// What it is given must outlive it.
class TemplateValues {
 public:
  TemplateValues(const RequestView& request, const Setting& setting, absl::Time now, Random* random)
      : request_(request), setting_(setting), now_(now), random_(random) {}

  const RequestView& request() const { return request_; }
  absl::Time now() const { return now_; }
  // The setting's, else a generated one.
  const std::string& trace_id();
  // The setting's, else the client's own (client-request-id), else generated.
  const std::string& correlation_id();

 private:
  const RequestView& request_;
  const Setting& setting_;
  const absl::Time now_;
  Random* const random_;
  std::string trace_id_;
  std::string correlation_id_;
};

// Keeps what clients send from breaking out of the text it is put into.
enum class Escape {
  kNone,
  kJson,    // the inside of a JSON string
  kHtml,    // text or a quoted attribute
  kHeader,  // a header value: control characters are dropped
};

// Immutable once parsed: safe for use by many threads.
class Template {
 public:
  Template() = default;

  // README.md lists the placeholders. Errors: kInvalidArgument, saying which
  // placeholder is unknown, would show a secret, or is not closed.
  static absl::StatusOr<Template> Parse(absl::string_view text);

  std::string Render(TemplateValues& values, Escape escape) const;

 private:
  enum class Kind {
    kLiteral,
    kNow,
    kNowUnix,
    kTraceId,
    kCorrelationId,
    kTenant,
    kHost,
    kMethod,
    kPath,
    kForm,
    kQuery,
    kHeader,
  };
  struct Piece {
    Kind kind = Kind::kLiteral;
    std::string text;       // the literal, or the name of the parameter or header
    absl::Duration offset;  // of kNow and kNowUnix
  };

  static absl::StatusOr<Piece> ParsePlaceholder(absl::string_view name);
  static std::string Value(const Piece& piece, TemplateValues& values);

  std::vector<Piece> pieces_;
};

// "" for a text whose placeholders are sound, else what is wrong.
std::string CheckTemplate(absl::string_view text);

// The same for what must be a JSON text once its placeholders are filled in.
std::string CheckJsonTemplate(absl::string_view text);

}  // namespace mock::scenario

#endif  // MOCK_COMMON_RULES_TEMPLATE_H_
