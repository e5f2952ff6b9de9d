// The messages of admin.proto, whose package has a version, as this folder's code calls them.
#ifndef MOCK_SERVER_ADMIN_MESSAGES_H_
#define MOCK_SERVER_ADMIN_MESSAGES_H_

#include "mock_server/admin/admin.pb.h"

namespace mock::admin {

using namespace ::azmock::admin::v1;  // NOLINT(google-build-using-namespace): all of one package

}  // namespace mock::admin

#endif  // MOCK_SERVER_ADMIN_MESSAGES_H_
