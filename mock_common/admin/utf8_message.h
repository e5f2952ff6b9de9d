// Messages that hold what strangers sent.
#ifndef MOCK_COMMON_ADMIN_UTF8_MESSAGE_H_
#define MOCK_COMMON_ADMIN_UTF8_MESSAGE_H_

#include "google/protobuf/message.h"

namespace mock::admin {

// Makes UTF-8 of every text in the message, as scenario::AsUtf8 does: clients refuse the whole of
// one that has other bytes. Keys of maps are left as they are.
void MakeUtf8(google::protobuf::Message* message);

}  // namespace mock::admin

#endif  // MOCK_COMMON_ADMIN_UTF8_MESSAGE_H_
