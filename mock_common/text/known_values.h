// Enums whose value has no name: "kind: -1", or one of a later version.
#ifndef MOCK_COMMON_TEXT_KNOWN_VALUES_H_
#define MOCK_COMMON_TEXT_KNOWN_VALUES_H_

#include <google/protobuf/message.h>

#include "mock_common/text/place.h"

namespace mock::scenario {

// Tells `place`, which is the message's, of every enum in it that has no name. Parsers let such
// numbers through.
void CheckEnums(const google::protobuf::Message& message, const Place& place);

}  // namespace mock::scenario

#endif  // MOCK_COMMON_TEXT_KNOWN_VALUES_H_
