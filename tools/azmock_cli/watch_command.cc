// azmock watch: a running server's exchanges, as they come.
#include <unistd.h>

#include <cstddef>
#include <cstdint>
#include <iostream>
#include <limits>
#include <memory>
#include <optional>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "mock_common/admin/json_message.h"
#include "mock_common/journal/journal_entry.h"
#include "mock_common/text/json_text.h"
#include "mock_server/admin/journal_messages.h"
#include "mock_server/admin/messages.h"
#include "nlohmann/json.hpp"
#include "tools/azmock_cli/command.h"
#include "tools/azmock_cli/command_line.h"
#include "tools/azmock_cli/serving/control_token.h"
#include "tools/azmock_cli/serving/stop_signals.h"
#include "tools/azmock_cli/watch/http_stream.h"
#include "tools/azmock_cli/watch/server_sent_events.h"
#include "tools/explain/journal/exchange_text.h"

namespace azmock {
namespace {

using mock::admin::WatchJournalResponse;

struct WatchOptions {
  std::string admin;
  std::string ca_file;
  std::string control_token_file;
  std::string tenant;
  std::string match;
  std::int64_t since = 0;
  bool json = false;
  std::size_t count = std::numeric_limits<std::size_t>::max();
  ColorMode color = ColorMode::kAuto;
};

absl::StatusOr<StreamRequest> RequestFor(const WatchOptions& options) {
  if (options.admin.empty()) {
    return absl::InvalidArgumentError(
        "write which server: --admin URL, or AZMOCK_ADMIN, which `azmock serve --env-file` writes");
  }
  nlohmann::ordered_json filter = {{"since", options.since}, {"tenant", options.tenant}};
  if (!options.match.empty()) {
    filter["match"] = mock::scenario::ParseOrderedJson(options.match);
    if (!filter["match"].is_object()) {
      return absl::InvalidArgumentError("--match: is no JSON object");
    }
  }
  StreamRequest request;
  request.url = absl::StrCat(absl::StripSuffix(options.admin, "/"), "/WatchJournal");
  request.body = mock::scenario::JsonText(nlohmann::ordered_json{{"filter", filter}});
  request.ca_file = options.ca_file;
  // On loopback no server asks for one, unless it was told to.
  const auto token = GetControlToken(options.control_token_file, "127.0.0.1");
  if (!token.ok()) return token.status();
  request.control_token = token->value;
  return request;
}

class Printer {
 public:
  explicit Printer(const WatchOptions& options)
      : json_(options.json),
        style_(Style::For(options.color, STDOUT_FILENO)),
        left_(options.count) {}

  // False when there was enough, or nobody reads any more.
  bool wants_more() const { return left_ > 0 && std::cout.good(); }

  void Print(const ServerSentEvent& event) {
    WatchJournalResponse news;
    // An event of a type is the last one, which says that the server ends.
    if (!wants_more() || !event.type.empty()) return;
    if (!mock::admin::FromJson(event.data, "", &news).ok()) return;
    if (news.forgotten() > 0) {
      std::cerr << "azmock: " << news.forgotten()
                << " exchanges are not shown: the journal was full before they could be sent\n";
    }
    if (!news.has_entry()) return;
    const auto entry = mock::admin::FromProto(news.entry());
    if (!began_) began_ = entry.time;
    std::cout << (json_ ? mock::scenario::ToJsonLine(entry) + "\n"
                        : explain::ExchangeText(entry, *began_, style_))
              << std::flush;
    --left_;
  }

 private:
  const bool json_;
  const Style style_;
  std::size_t left_;
  std::optional<absl::Time> began_;
};

int Watch(const WatchOptions& options) {
  const auto request = RequestFor(options);
  if (!request.ok()) return Fail(request.status());
  const StopSignals signals;
  Printer printer(options);
  ServerSentEvents events([&](const ServerSentEvent& event) { printer.Print(event); });
  const auto end = FollowStream(*request, signals.descriptor(), [&](absl::string_view bytes) {
    events.Add(bytes);
    return printer.wants_more();
  });
  if (!end.ok()) return Fail(end.status());
  if (*end == StreamEnd::kServerEnded) std::cerr << "azmock: the server has ended\n";
  return kSuccess;
}

}  // namespace

void AddWatchCommand(CLI::App& app, Action& action) {
  auto options = std::make_shared<WatchOptions>();
  Command watch(
      app, action, "watch",
      "Shows a running server's exchanges, and why it refused: those that it remembers, and then\n"
      "each as it comes, until Ctrl-C or the server's end.");
  watch
      .Value("--admin", options->admin,
             "The server's admin service: `endpoints.admin` of its ready line.")
      .Variable("AZMOCK_ADMIN")
      .Called("URL");
  watch.Value("--ca-file", options->ca_file, "What signed the server's certificate.")
      .Variable("SSL_CERT_FILE")
      .Called("FILE");
  watch
      .Value("--control-token-file", options->control_token_file,
             "The token that the server asks for, if it does.")
      .Called("FILE");
  watch.Value("--since", options->since, "Only exchanges after this number.").NotNegative();
  watch.Value("--tenant", options->tenant, "Only this tenant's, by ID or domain.");
  watch
      .Value("--match", options->match,
             "Only requests that match, as the admin service takes it:\n"
             "'{\"method\": \"POST\", \"path\": \"*/token\"}'.")
      .Called("JSON");
  watch.Value("--count", options->count, "Ends after so many.").Positive();
  watch.Flag("--json", options->json,
             "As JSON lines, those of `azmock serve --journal`, for `azmock explain --journal`.");
  watch.Color(options->color);
  watch.Does([options] { return Watch(*options); });
}

}  // namespace azmock
