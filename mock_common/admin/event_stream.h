// The answers of a call that streams, as server-sent events (HTML Living Standard, section 9.2).
#ifndef MOCK_COMMON_ADMIN_EVENT_STREAM_H_
#define MOCK_COMMON_ADMIN_EVENT_STREAM_H_

#include <memory>

#include "google/protobuf/message.h"
#include "mock_common/admin/call.h"
#include "mock_common/http/message.h"

namespace mock::admin {

// One event for each answer, its JSON in `data` and its mark in `id`, so that a browser that
// connects again asks for what it has not had. A stream that ends with an error says so in an
// event called "error". `empty` is a message of the answers' type.
http::Reply EventStream(std::shared_ptr<Answers> answers, const google::protobuf::Message& empty);

}  // namespace mock::admin

#endif  // MOCK_COMMON_ADMIN_EVENT_STREAM_H_
