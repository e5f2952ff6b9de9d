#include "mock_common/admin/event_stream.h"

#include <atomic>
#include <functional>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "mock_common/admin/json_message.h"
#include "mock_common/admin/json_response.h"

namespace mock::admin {
namespace {

using google::protobuf::Message;

// Waiting for one answer: what it goes into, and then the wait itself.
struct Waiting {
  std::shared_ptr<Answers> answers;
  std::unique_ptr<Message> answer;
  std::shared_ptr<void> wait;  // last: ends before what it fills in
};

class Events {
 public:
  Events(std::shared_ptr<Answers> answers, const Message& empty)
      : answers_(std::move(answers)), empty_(empty) {}

  std::shared_ptr<void> Next(const std::function<void(std::string)>& send) {
    if (!begun_) {
      begun_ = true;
      // Tells the client that it is connected before anything happens.
      send(": connected\n\n");
      return nullptr;
    }
    if (*over_) {
      send("");
      return nullptr;
    }
    auto waiting = std::make_shared<Waiting>();
    waiting->answers = answers_;
    waiting->answer.reset(empty_.New());
    waiting->wait = answers_->Next(
        waiting->answer.get(), [send, answer = waiting->answer.get(), answers = answers_.get(),
                                over = over_](const absl::Status& status) {
          const auto json = status.ok() ? ToJson(*answer) : status;
          *over = !json.ok();
          send(json.ok()
                   ? absl::StrCat("id: ", answers->id(), "\ndata: ", *json, "\n\n")
                   : absl::StrCat("event: error\ndata: ", ErrorResponse(json.status()).body, "\n"));
        });
    return waiting;
  }

 private:
  const std::shared_ptr<Answers> answers_;
  const Message& empty_;
  bool begun_ = false;
  std::shared_ptr<std::atomic<bool>> over_ = std::make_shared<std::atomic<bool>>(false);
};

}  // namespace

http::Reply EventStream(std::shared_ptr<Answers> answers, const Message& empty) {
  http::Reply reply;
  reply.response.headers.Add("Content-Type", "text/event-stream");
  reply.response.headers.Add("Cache-Control", "no-store");
  reply.pieces = [events = std::make_shared<Events>(std::move(answers), empty)](
                     const std::function<void(std::string)>& send) { return events->Next(send); };
  return reply;
}

}  // namespace mock::admin
