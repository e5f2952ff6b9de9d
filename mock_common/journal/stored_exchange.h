// How the journal keeps an exchange: as bytes without secrets, decoded on demand.
#ifndef MOCK_COMMON_JOURNAL_STORED_EXCHANGE_H_
#define MOCK_COMMON_JOURNAL_STORED_EXCHANGE_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "mock_common/http/message.h"

namespace mock {
class TextBuffer;
}  // namespace mock

namespace mock::scenario {

struct JournalEntry;

// How an exchange was answered; the fields are those of JournalEntry.
struct Outcome {
  int status = 0;
  absl::string_view fault;
  absl::string_view answered_by;
  absl::string_view near_miss;
  const http::Remarks* remarks = nullptr;  // null says nothing
  absl::Duration duration = absl::ZeroDuration();
  std::optional<absl::Duration> real_duration = std::nullopt;
  const http::Response* response = nullptr;  // that was sent; null for none
};

// A command that was run; the fields are those of JournalEntry.
struct CommandRun {
  absl::string_view command;  // without secrets
  absl::string_view tenant;
  int exit_code = 0;
  absl::string_view answered_by;
  const http::Remarks* remarks = nullptr;  // null says nothing
  absl::Duration duration = absl::ZeroDuration();
};

class StoredExchange {
 public:
  // Only values of parameters that are known to be harmless are copied, of JSON bodies nothing, nor
  // are header values, but for IDs and the products of the user agent. Of very long values only the
  // length is kept.
  StoredExchange(absl::Time time, const http::Request& request, absl::string_view tenant,
                 const Outcome& outcome);

  // Of a very long command only the length is kept.
  StoredExchange(absl::Time time, const CommandRun& run);

  void set_sequence(std::uint64_t sequence) { sequence_ = sequence; }
  std::uint64_t sequence() const { return sequence_; }
  absl::string_view tenant() const { return Get(kTenant); }
  std::size_t size() const { return sizeof(*this) + bytes_.capacity(); }

  JournalEntry Decode() const;

 private:
  enum Part {
    kHost,
    kTenant,
    kMethod,
    kPath,
    kQuery,
    kHeaderNames,
    kForm,
    kAssertions,
    kFault,
    kAnsweredBy,
    kNearMiss,
    kClientRequestId,
    kUserAgent,
    kCommand,
    kOAuthError,
    kSuberror,
    kAadsts,  // separated by commas
    kServiceErrorCode,
    kReason,
    kFailedClaim,
    kTraceId,
    kCorrelationId,
    kResponseHeaders,  // lines of name and value
    kResponseBody,
    kParts,
  };

  // The parts are appended to `bytes`, in their order.
  void End(Part part, const TextBuffer& bytes);
  void Append(Part part, absl::string_view text, TextBuffer& bytes);
  void AppendForm(const http::Request& request, TextBuffer& bytes);
  void AppendResponse(const http::Response* response, TextBuffer& bytes);
  void AppendRemarks(const http::Remarks* remarks, TextBuffer& bytes);
  absl::string_view Get(Part part) const;

  std::uint64_t sequence_ = 0;
  absl::Time time_;
  absl::Duration duration_;
  std::optional<absl::Duration> real_duration_;
  int status_;  // or the exit code of a command
  std::array<std::uint32_t, kParts> ends_;
  std::string bytes_;  // the parts, one after the other
};

}  // namespace mock::scenario

#endif  // MOCK_COMMON_JOURNAL_STORED_EXCHANGE_H_
