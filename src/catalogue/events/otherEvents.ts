/**
 * Management events whose names are not those of an operation: console sign-in, events of services' own making, and
 * operations that CloudTrail writes differently (S3's bucket configuration, Lambda's API of 2015-03-31). Kept by hand
 * after the services' lists of CloudTrail events and published records.
 */
const OTHER_EVENTS: Readonly<Record<string, string>> = {
  'signin.amazonaws.com':
    'AuthorizeOAuth2Access CheckMfa ConsoleLogin CreateOAuth2Token CredentialChallenge CredentialVerification ExitRole GetSigninToken PasswordRecoveryCompleted ' +
    'PasswordRecoveryRequested RenewRole SwitchRole UserAuthentication EnableRegion DisableRegion',
  's3.amazonaws.com':
    'DeleteAccountPublicAccessBlock DeleteBucketPublicAccessBlock GetAccelerateConfiguration GetAccountPublicAccessBlock ' +
    'GetBucketLifecycle GetBucketNotification GetBucketObjectLockConfiguration GetBucketPublicAccessBlock GetBucketReplication ' +
    'PutAccelerateConfiguration PutAccountPublicAccessBlock PutBucketLifecycle PutBucketNotification ' +
    'PutBucketObjectLockConfiguration PutBucketPublicAccessBlock PutBucketReplication DeleteBucketLifecycle',
  'lambda.amazonaws.com':
    'AddPermission20150331v2 CreateAlias20150331 CreateEventSourceMapping20150331 CreateFunction20150331 DeleteAlias20150331 ' +
    'DeleteEventSourceMapping20150331 DeleteFunction20150331 GetAlias20150331 GetFunction20150331v2 ' +
    'GetFunctionConfiguration20150331v2 GetPolicy20150331v2 ListFunctions20150331 ListVersionsByFunction20150331 ' +
    'PublishVersion20150331 RemovePermission20150331v2 UpdateAlias20150331 UpdateEventSourceMapping20150331 ' +
    'UpdateFunctionCode20150331v2 UpdateFunctionConfiguration20150331v2 PublishLayerVersion20181031 ' +
    'AddLayerVersionPermission20181031 TagResource20170331v2 ListTags20170331 PutFunctionConcurrency20171031',
  'kms.amazonaws.com': 'DeleteKey RotateKey SynchronizeMultiRegionKey RotateKeyOnDemand',
  'ec2.amazonaws.com': 'BidEvictedEvent SharedSnapshotCopyInitiated SharedSnapshotVolumeCreated',
  'secretsmanager.amazonaws.com':
    'CancelSecretVersionDelete EndSecretVersionDelete RotationAbandoned RotationFailed RotationStarted RotationSucceeded ' +
    'SecretVersionDeletion StartSecretVersionDelete TestRotationFailed TestRotationStarted',
  'ssm.amazonaws.com':
    'ListInstanceAssociations PutComplianceItems RegisterManagedInstance UpdateInstanceAssociationStatus UpdateInstanceInformation',
  'bedrock.amazonaws.com':
    'GetFoundationModelAvailability GetUseCaseForModelAccess PutFoundationModelEntitlement PutUseCaseForModelAccess ' +
    'ListFoundationModelAgreementOffers CreateFoundationModelAgreement',
  'organizations.amazonaws.com': 'AccountJoinedOrganization AccountDepartedOrganization CreateAccountResult',
  'rds.amazonaws.com': 'DescribeRecommendationGroups DescribeRecommendations',
  'cloudfront.amazonaws.com': 'CreateDistribution2020_05_31 UpdateDistribution2020_05_31 DeleteDistribution2020_05_31',
  'acm.amazonaws.com': 'ExportCertificate RequestCertificate',
  'sso.amazonaws.com': 'Authenticate Federate Logout ListApplicationInstances ListProfilesForApplication',
  'sso-directory.amazonaws.com':
    'AddMemberToGroup CreateGroup CreateUser DeleteGroup DeleteUser DisableUser EnableUser RemoveMemberFromGroup ' +
    'SearchGroups SearchUsers UpdatePassword UpdateUser',
  'payments.amazonaws.com': 'CreatePaymentInstrument DeletePaymentInstrument UpdatePaymentPreferences',
  'billingconsole.amazonaws.com': 'AWSPaymentPortalService.DescribeMakePaymentPage GetBillingNotifications',
};

/** The names by event source. */
export const otherEvents: ReadonlyArray<readonly [eventSource: string, names: readonly string[]]> = Object.entries(
  OTHER_EVENTS
).map(([source, names]) => [source, names.split(' ')]);
