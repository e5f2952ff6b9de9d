// The whole library.
#ifndef IDENTITY_IDENTITY_H_
#define IDENTITY_IDENTITY_H_

#include "identity/access_token.h"
#include "identity/authentication_record.h"
#include "identity/azure_pipelines_credential.h"
#include "identity/certificates.h"
#include "identity/chained_token_credential.h"
#include "identity/client_assertion_credential.h"
#include "identity/client_certificate_credential.h"
#include "identity/client_options.h"
#include "identity/client_secret_credential.h"
#include "identity/context.h"
#include "identity/default_azure_credential.h"
#include "identity/device_code_credential.h"
#include "identity/device_code_message.h"
#include "identity/environment_credential.h"
#include "identity/error_details.h"
#include "identity/errors.h"
#include "identity/interactive_browser_credential.h"
#include "identity/log.h"
#include "identity/managed_identity_credential.h"
#include "identity/on_behalf_of_credential.h"
#include "identity/seams/seams.h"
#include "identity/token_credential.h"
#include "identity/transport/curl_transport.h"
#include "identity/transport/http_transport.h"
#include "identity/username_password_credential.h"
#include "identity/workload_identity_credential.h"

#endif  // IDENTITY_IDENTITY_H_
