#include "mock_common/rules/outage.h"

#include <utility>

namespace mock::scenario {
namespace {

constexpr char kReason[] = "an outage of the host is under way";
constexpr char kThrottled[] = "an outage of the host is under way: temporarily throttled";

}  // namespace

int StatusOf(Outage::Kind kind) {
  switch (kind) {
    case Outage::NOT_READY:
      return 404;
    case Outage::GONE:
      return 410;
    case Outage::THROTTLED:
      return 429;
    case Outage::INTERNAL_ERROR:
      return 500;
    case Outage::BAD_GATEWAY:
      return 502;
    case Outage::UNAVAILABLE:
      return 503;
    case Outage::GATEWAY_TIMEOUT:
      return 504;
    default:
      return 0;
  }
}

http::Reply ReplyInOutage(const Outage& outage, http::Response response) {
  http::Reply reply;
  if (outage.kind() == Outage::NO_ANSWER) {
    reply.fault.kind = http::Fault::Kind::kHang;
    reply.response.remarks.reason = kReason;
    return reply;
  }
  reply.response =
      http::Because(outage.kind() == Outage::THROTTLED ? kThrottled : kReason, std::move(response));
  if (!outage.retry_after().empty()) {
    reply.response.headers.Set("Retry-After", outage.retry_after());
  }
  return reply;
}

}  // namespace mock::scenario
