// The calls about what the fakes know, and the tokens they issue. admin.proto says
// what each does.
#ifndef MOCK_SERVER_ADMIN_DIRECTORY_CALLS_H_
#define MOCK_SERVER_ADMIN_DIRECTORY_CALLS_H_

#include "absl/status/status.h"
#include "mock_server/admin/control.h"
#include "mock_server/admin/messages.h"

namespace mock::admin {

absl::Status GetDirectory(Control& control, const GetDirectoryRequest& request,
                          GetDirectoryResponse* response);
absl::Status MergeDirectory(Control& control, const MergeDirectoryRequest& request,
                            MergeDirectoryResponse* response);
absl::Status ReplaceDirectory(Control& control, const ReplaceDirectoryRequest& request,
                              ReplaceDirectoryResponse* response);
absl::Status RemoveFromDirectory(Control& control, const RemoveFromDirectoryRequest& request,
                                 RemoveFromDirectoryResponse* response);
absl::Status ResetTenant(Control& control, const ResetTenantRequest& request,
                         ResetTenantResponse* response);

absl::Status IssueToken(Control& control, const IssueTokenRequest& request,
                        IssueTokenResponse* response);
absl::Status MintAssertion(Control& control, const MintAssertionRequest& request,
                           MintAssertionResponse* response);
absl::Status GetEnvironment(Control& control, const GetEnvironmentRequest& request,
                            GetEnvironmentResponse* response);
absl::Status CheckToken(Control& control, const CheckTokenRequest& request,
                        CheckTokenResponse* response);
absl::Status RotateSigningKey(Control& control, const RotateSigningKeyRequest& request,
                              RotateSigningKeyResponse* response);

}  // namespace mock::admin

#endif  // MOCK_SERVER_ADMIN_DIRECTORY_CALLS_H_
