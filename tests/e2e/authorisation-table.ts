/**
 * Who gets what: the status of every route and method for each caller.
 *
 * - anonymous: nobody; user: somebody else's session; owner: the owner's session; foreign: a token of another user with every scope;
 *   scopeless: a token of the owner with every scope but the row's (with none where the row needs none); revoked: a token of the owner
 *   that was revoked; admin, moderator: their sessions.
 * - scope: what a token needs, `-` for nothing. It is stated here and not read from the route, so that a changed route fails.
 * - public, private, unpublished, deleted, hidden: what kind of photo, or sequence, the path is about. A deleted one waits to be removed; the
 *   hidden one is the only photo of its sequence, which is hidden with it.
 * - The tag is the `user`'s, on the owner's photo. The import is the owner's, and complete.
 *
 * Callers ask one after the other, from left to right, in a scene of their row's own.
 */
export const TABLE = `
method path                                       subject      scope  anonymous user owner foreign scopeless revoked admin moderator

GET    /api/v1/photos                             -            read   200       200  200   200     403       401     200   200
GET    /api/v1/photos/facets                      -            read   200       200  200   200     403       401     200   200
GET    /api/v1/photos/{photoId}                   public       read   200       200  200   200     403       401     200   200
GET    /api/v1/photos/{photoId}                   private      read   404       404  200   404     403       401     404   404
GET    /api/v1/photos/{photoId}                   unpublished  read   404       404  200   404     403       401     404   404
GET    /api/v1/photos/{photoId}                   deleted      read   404       404  200   404     403       401     404   404
GET    /api/v1/photos/{photoId}                   hidden       read   404       404  200   404     403       401     200   200
PATCH  /api/v1/photos/{photoId}                   public       import 401       403  200   403     403       401     200   403
PATCH  /api/v1/photos/{photoId}                   private      import 401       404  200   404     403       401     404   404
PATCH  /api/v1/photos/{photoId}                   unpublished  import 401       404  200   404     403       401     404   404
PATCH  /api/v1/photos/{photoId}                   deleted      import 401       404  409   404     403       401     404   404
PATCH  /api/v1/photos/{photoId}                   hidden       import 401       404  200   404     403       401     200   403
GET    /api/v1/photos/{photoId}/image             public       read   200       200  200   200     403       401     200   200
GET    /api/v1/photos/{photoId}/image             private      read   404       404  200   404     403       401     404   404
GET    /api/v1/photos/{photoId}/image             unpublished  read   404       404  200   404     403       401     404   404
GET    /api/v1/photos/{photoId}/image             deleted      read   404       404  200   404     403       401     404   404
GET    /api/v1/photos/{photoId}/image             hidden       read   404       404  200   404     403       401     200   200
GET    /api/v1/photos/{photoId}/image?size=original public       read   401       403  200   403     403       401     403   403
GET    /api/v1/photos/{photoId}/image?size=original private      read   404       404  200   404     403       401     404   404
GET    /api/v1/photos/{photoId}/tiles/{level}/{column}/{row} public      read   200       200  200   200     403       401     200   200
GET    /api/v1/photos/{photoId}/tiles/{level}/{column}/{row} private     read   404       404  200   404     403       401     404   404
GET    /api/v1/photos/{photoId}/tiles/{level}/{column}/{row} unpublished read   404       404  200   404     403       401     404   404
GET    /api/v1/photos/{photoId}/tiles/{level}/{column}/{row} deleted     read   404       404  200   404     403       401     404   404
GET    /api/v1/photos/{photoId}/tiles/{level}/{column}/{row} hidden      read   404       404  200   404     403       401     200   200
The blur is the owner's.
GET    /api/v1/photos/{photoId}/blurs             public       read   401       403  200   403     403       401     200   200
GET    /api/v1/photos/{photoId}/blurs             private      read   401       404  200   404     403       401     404   404
GET    /api/v1/photos/{photoId}/blurs             unpublished  read   401       404  200   404     403       401     404   404
GET    /api/v1/photos/{photoId}/blurs             deleted      read   401       404  200   404     403       401     404   404
GET    /api/v1/photos/{photoId}/blurs             hidden       read   401       404  200   404     403       401     200   200
POST   /api/v1/photos/{photoId}/blurs             public       import 401       403  201   403     403       401     201   201
POST   /api/v1/photos/{photoId}/blurs             private      import 401       404  201   404     403       401     404   404
POST   /api/v1/photos/{photoId}/blurs             unpublished  import 401       404  201   404     403       401     404   404
POST   /api/v1/photos/{photoId}/blurs             deleted      import 401       404  409   404     403       401     404   404
POST   /api/v1/photos/{photoId}/blurs             hidden       import 401       404  201   404     403       401     201   201
DELETE /api/v1/photos/{photoId}/blurs/{blurId}    public       import 401       403  200   403     403       401     200   200
DELETE /api/v1/photos/{photoId}/blurs/{blurId}    private      import 401       404  200   404     403       401     404   404
DELETE /api/v1/photos/{photoId}/blurs/{blurId}    unpublished  import 401       404  200   404     403       401     404   404
DELETE /api/v1/photos/{photoId}/blurs/{blurId}    deleted      import 401       404  409   404     403       401     404   404
DELETE /api/v1/photos/{photoId}/blurs/{blurId}    hidden       import 401       404  200   404     403       401     200   200

GET    /api/v1/photos/{photoId}/nearby            public       read   200       200  200   200     403       401     200   200
GET    /api/v1/photos/{photoId}/nearby            private      read   404       404  200   404     403       401     404   404
GET    /api/v1/photos/{photoId}/nearby            unpublished  read   404       404  200   404     403       401     404   404
GET    /api/v1/photos/{photoId}/nearby            deleted      read   404       404  200   404     403       401     404   404
GET    /api/v1/photos/{photoId}/nearby            hidden       read   404       404  200   404     403       401     200   200
GET    /api/v1/photos/{photoId}/neighbours        public       read   200       200  200   200     403       401     200   200
GET    /api/v1/photos/{photoId}/neighbours        private      read   404       404  200   404     403       401     404   404
GET    /api/v1/photos/{photoId}/neighbours        unpublished  read   404       404  200   404     403       401     404   404
GET    /api/v1/photos/{photoId}/neighbours        deleted      read   404       404  200   404     403       401     404   404
GET    /api/v1/photos/{photoId}/neighbours        hidden       read   404       404  200   404     403       401     404   404

PUT    /api/v1/photos/{photoId}/favourite         public       mark   401       200  200   200     403       401     200   200
PUT    /api/v1/photos/{photoId}/favourite         private      mark   401       404  200   404     403       401     404   404
PUT    /api/v1/photos/{photoId}/favourite         unpublished  mark   401       404  200   404     403       401     404   404
PUT    /api/v1/photos/{photoId}/favourite         deleted      mark   401       404  200   404     403       401     404   404
PUT    /api/v1/photos/{photoId}/favourite         hidden       mark   401       404  200   404     403       401     200   200
DELETE /api/v1/photos/{photoId}/favourite         public       mark   401       200  200   200     403       401     200   200
DELETE /api/v1/photos/{photoId}/favourite         private      mark   401       404  200   404     403       401     404   404
DELETE /api/v1/photos/{photoId}/favourite         unpublished  mark   401       404  200   404     403       401     404   404
DELETE /api/v1/photos/{photoId}/favourite         deleted      mark   401       404  200   404     403       401     404   404
DELETE /api/v1/photos/{photoId}/favourite         hidden       mark   401       404  200   404     403       401     200   200
GET    /api/v1/favourites                         -            read   401       200  200   200     403       401     200   200
GET    /api/v1/photos/{photoId}/viewpoint         public       read   401       200  200   200     403       401     200   200
GET    /api/v1/photos/{photoId}/viewpoint         private      read   401       404  200   404     403       401     404   404
GET    /api/v1/photos/{photoId}/viewpoint         unpublished  read   401       404  200   404     403       401     404   404
GET    /api/v1/photos/{photoId}/viewpoint         deleted      read   401       404  200   404     403       401     404   404
GET    /api/v1/photos/{photoId}/viewpoint         hidden       read   401       404  200   404     403       401     200   200
PUT    /api/v1/photos/{photoId}/viewpoint         public       mark   401       200  403   200     403       401     200   200
PUT    /api/v1/photos/{photoId}/viewpoint         private      mark   401       404  403   404     403       401     404   404
PUT    /api/v1/photos/{photoId}/viewpoint         unpublished  mark   401       404  403   404     403       401     404   404
PUT    /api/v1/photos/{photoId}/viewpoint         deleted      mark   401       404  403   404     403       401     404   404
PUT    /api/v1/photos/{photoId}/viewpoint         hidden       mark   401       404  403   404     403       401     200   200
DELETE /api/v1/photos/{photoId}/viewpoint         public       mark   401       200  403   200     403       401     200   200
DELETE /api/v1/photos/{photoId}/viewpoint         private      mark   401       404  403   404     403       401     404   404
DELETE /api/v1/photos/{photoId}/viewpoint         unpublished  mark   401       404  403   404     403       401     404   404
DELETE /api/v1/photos/{photoId}/viewpoint         deleted      mark   401       404  403   404     403       401     404   404
DELETE /api/v1/photos/{photoId}/viewpoint         hidden       mark   401       404  403   404     403       401     200   200

POST   /api/v1/restore                            -            -      409       409  409   409     409       409     409   409
POST   /api/v1/restore/code                       -            -      409       409  409   409     409       409     409   409

GET    /api/v1/viewpoints                         -            read   200       200  200   200     403       401     200   200
GET    /api/v1/leaderboard                        -            read   200       200  200   200     403       401     200   200

GET    /api/v1/photos/{photoId}/tags              public       read   200       200  200   200     403       401     200   200
GET    /api/v1/photos/{photoId}/tags              private      read   404       404  200   404     403       401     404   404
GET    /api/v1/photos/{photoId}/tags              unpublished  read   404       404  200   404     403       401     404   404
GET    /api/v1/photos/{photoId}/tags              deleted      read   404       404  200   404     403       401     404   404
GET    /api/v1/photos/{photoId}/tags              hidden       read   404       404  200   404     403       401     200   200
GET    /api/v1/photos/{photoId}/tags?state=removed public       read   401       200  200   200     403       401     200   200
POST   /api/v1/photos/{photoId}/tags              public       tag    401       201  201   201     403       401     201   201
POST   /api/v1/photos/{photoId}/tags              private      tag    401       404  201   404     403       401     404   404
POST   /api/v1/photos/{photoId}/tags              unpublished  tag    401       404  201   404     403       401     404   404
POST   /api/v1/photos/{photoId}/tags              deleted      tag    401       404  201   404     403       401     404   404
POST   /api/v1/photos/{photoId}/tags              hidden       tag    401       404  201   404     403       401     201   201
GET    /api/v1/tags/{tagId}                       public       read   200       200  200   200     403       401     200   200
GET    /api/v1/tags/{tagId}                       private      read   404       404  200   404     403       401     404   404
GET    /api/v1/tags/{tagId}                       unpublished  read   404       404  200   404     403       401     404   404
GET    /api/v1/tags/{tagId}                       deleted      read   404       404  200   404     403       401     404   404
GET    /api/v1/tags/{tagId}                       hidden       read   404       404  200   404     403       401     200   200
PATCH  /api/v1/tags/{tagId}                       public       tag    401       200  403   403     403       401     403   403
PATCH  /api/v1/tags/{tagId}                       private      tag    401       404  403   404     403       401     404   404
PATCH  /api/v1/tags/{tagId}                       unpublished  tag    401       404  403   404     403       401     404   404
PATCH  /api/v1/tags/{tagId}                       deleted      tag    401       404  403   404     403       401     404   404
PATCH  /api/v1/tags/{tagId}                       hidden       tag    401       404  403   404     403       401     403   403
DELETE /api/v1/tags/{tagId}                       public       tag    401       200  200   403     403       401     200   403
DELETE /api/v1/tags/{tagId}                       private      tag    401       404  200   404     403       401     404   404
DELETE /api/v1/tags/{tagId}                       unpublished  tag    401       404  200   404     403       401     404   404
DELETE /api/v1/tags/{tagId}                       deleted      tag    401       404  200   404     403       401     404   404
DELETE /api/v1/tags/{tagId}                       hidden       tag    401       404  200   404     403       401     200   403
GET    /api/v1/tags/{tagId}/history               public       read   401       200  200   403     403       401     200   403
GET    /api/v1/tags/{tagId}/history               private      read   401       404  200   404     403       401     404   404
GET    /api/v1/tags/{tagId}/history               unpublished  read   401       404  200   404     403       401     404   404
GET    /api/v1/tags/{tagId}/history               deleted      read   401       404  200   404     403       401     404   404
GET    /api/v1/tags/{tagId}/history               hidden       read   401       404  200   404     403       401     200   403
POST   /api/v1/tags/{tagId}/restore               public       tag    401       200  200   403     403       401     200   403
POST   /api/v1/tags/{tagId}/restore               private      tag    401       404  200   404     403       401     404   404
POST   /api/v1/tags/{tagId}/restore               unpublished  tag    401       404  200   404     403       401     404   404
POST   /api/v1/tags/{tagId}/restore               deleted      tag    401       404  200   404     403       401     404   404
POST   /api/v1/tags/{tagId}/restore               hidden       tag    401       404  200   404     403       401     200   403
GET    /api/v1/tag-types                          -            read   200       200  200   200     403       401     200   200
POST   /api/v1/tag-types                          -            tag    401       201  201   201     403       401     201   201
PATCH  /api/v1/tag-types/{value}                  -            tag    401       403  403   403     403       401     200   403

GET    /api/v1/sequences                          -            read   200       200  200   200     403       401     200   200
POST   /api/v1/sequences                          public       import 401       403  200   403     403       401     403   403
POST   /api/v1/sequences                          private      import 401       403  200   403     403       401     403   403
POST   /api/v1/sequences                          unpublished  import 401       403  200   403     403       401     403   403
POST   /api/v1/sequences                          deleted      import 401       403  409   403     403       401     403   403
POST   /api/v1/sequences                          hidden       import 401       403  200   403     403       401     403   403
GET    /api/v1/sequences/{sequenceId}             public       read   200       200  200   200     403       401     200   200
GET    /api/v1/sequences/{sequenceId}             private      read   404       404  200   404     403       401     404   404
GET    /api/v1/sequences/{sequenceId}             unpublished  read   404       404  200   404     403       401     404   404
GET    /api/v1/sequences/{sequenceId}             deleted      read   404       404  200   404     403       401     404   404
GET    /api/v1/sequences/{sequenceId}             hidden       read   404       404  200   404     403       401     200   200
PATCH  /api/v1/sequences                          -            import 401       200  200   200     403       401     200   200
PATCH  /api/v1/sequences/{sequenceId}             public       import 401       403  200   403     403       401     200   403
PATCH  /api/v1/sequences/{sequenceId}             private      import 401       404  200   404     403       401     404   404
PATCH  /api/v1/sequences/{sequenceId}             unpublished  import 401       404  200   404     403       401     404   404
PATCH  /api/v1/sequences/{sequenceId}             deleted      import 401       404  409   404     403       401     404   404
PATCH  /api/v1/sequences/{sequenceId}             hidden       import 401       404  200   404     403       401     200   403
DELETE /api/v1/sequences/{sequenceId}             public       import 401       404  202   404     403       401     404   404
DELETE /api/v1/sequences/{sequenceId}             private      import 401       404  202   404     403       401     404   404
DELETE /api/v1/sequences/{sequenceId}             unpublished  import 401       404  202   404     403       401     404   404
DELETE /api/v1/sequences/{sequenceId}             deleted      import 401       404  202   404     403       401     404   404
DELETE /api/v1/sequences/{sequenceId}             hidden       import 401       404  202   404     403       401     404   404
GET    /api/v1/sequences/{sequenceId}/photos      public       read   200       200  200   200     403       401     200   200
GET    /api/v1/sequences/{sequenceId}/photos      private      read   404       404  200   404     403       401     404   404
GET    /api/v1/sequences/{sequenceId}/photos      unpublished  read   404       404  200   404     403       401     404   404
GET    /api/v1/sequences/{sequenceId}/photos      deleted      read   404       404  200   404     403       401     404   404
GET    /api/v1/sequences/{sequenceId}/photos      hidden       read   404       404  200   404     403       401     200   200
GET    /api/v1/sequences/{sequenceId}/profile     public       read   200       200  200   200     403       401     200   200
GET    /api/v1/sequences/{sequenceId}/profile     private      read   404       404  200   404     403       401     404   404
GET    /api/v1/sequences/{sequenceId}/profile     unpublished  read   404       404  200   404     403       401     404   404
GET    /api/v1/sequences/{sequenceId}/profile     deleted      read   404       404  200   404     403       401     404   404
GET    /api/v1/sequences/{sequenceId}/profile     hidden       read   404       404  200   404     403       401     200   200

The owner has not logged in with Mapillary here, which changes and sync need: 401 tells them to.
GET    /api/v1/sequences/{sequenceId}/changes     public       import 401       404  401   404     403       401     404   404
GET    /api/v1/sequences/{sequenceId}/changes     private      import 401       404  401   404     403       401     404   404
GET    /api/v1/sequences/{sequenceId}/changes     unpublished  import 401       404  401   404     403       401     404   404
GET    /api/v1/sequences/{sequenceId}/changes     deleted      import 401       404  409   404     403       401     404   404
GET    /api/v1/sequences/{sequenceId}/changes     hidden       import 401       404  401   404     403       401     404   404
POST   /api/v1/sequences/{sequenceId}/sync        public       import 401       404  401   404     403       401     404   404
POST   /api/v1/sequences/{sequenceId}/sync        private      import 401       404  401   404     403       401     404   404
POST   /api/v1/sequences/{sequenceId}/sync        unpublished  import 401       404  401   404     403       401     404   404
POST   /api/v1/sequences/{sequenceId}/sync        deleted      import 401       404  409   404     403       401     404   404
POST   /api/v1/sequences/{sequenceId}/sync        hidden       import 401       404  401   404     403       401     404   404

GET    /api/v1/vault                              -            read   401       200  200   200     403       401     200   200
GET    /api/v1/vault/events                       -            read   401       200  200   200     403       401     200   200
GET    /api/v1/vault/checksums                    -            read   401       200  200   200     403       401     200   200
PUT    /api/v1/photos/{photoId}/original          public       import 401       404  409   404     403       401     404   404
POST   /api/v1/photos/{photoId}/original/uploads  public       import 401       404  409   404     403       401     404   404
POST   /api/v1/photos/{photoId}/original/uploads  private      import 401       404  409   404     403       401     404   404
POST   /api/v1/photos/{photoId}/original/uploads  unpublished  import 401       404  409   404     403       401     404   404
POST   /api/v1/photos/{photoId}/original/uploads  deleted      import 401       404  404   404     403       401     404   404
POST   /api/v1/photos/{photoId}/original/uploads  hidden       import 401       404  409   404     403       401     404   404
GET    /api/v1/original-uploads/{uploadId}        -            import 401       404  404   404     403       401     404   404
PATCH  /api/v1/original-uploads/{uploadId}        -            import 401       404  404   404     403       401     404   404
DELETE /api/v1/original-uploads/{uploadId}        -            import 401       404  404   404     403       401     404   404
PUT    /api/v1/photos/{photoId}/original          private      import 401       404  409   404     403       401     404   404
PUT    /api/v1/photos/{photoId}/original          unpublished  import 401       404  409   404     403       401     404   404
PUT    /api/v1/photos/{photoId}/original          deleted      import 401       404  404   404     403       401     404   404
PUT    /api/v1/photos/{photoId}/original          hidden       import 401       404  409   404     403       401     404   404
POST   /api/v1/sequences/{sequenceId}/verification public      import 401       404  202   404     403       401     404   404
POST   /api/v1/sequences/{sequenceId}/verification private     import 401       404  202   404     403       401     404   404
POST   /api/v1/sequences/{sequenceId}/verification unpublished import 401       404  202   404     403       401     404   404
POST   /api/v1/sequences/{sequenceId}/verification deleted     import 401       404  409   404     403       401     404   404
POST   /api/v1/sequences/{sequenceId}/verification hidden      import 401       404  202   404     403       401     404   404

GET    /api/v1/imports                            -            import 401       200  200   200     403       401     200   200
GET    /api/v1/imports/{importId}                 -            import 401       404  200   404     403       401     404   404
GET    /api/v1/imports/{importId}/events          -            import 401       404  200   404     403       401     404   404
POST   /api/v1/imports/{importId}/cancel          -            import 401       404  409   404     403       401     404   404
POST   /api/v1/imports/{importId}/retry           -            import 401       404  409   404     403       401     404   404

GET    /api/v1/takeouts                           -            read   401       200  200   200     403       401     200   200
POST   /api/v1/takeouts                           -            read   401       409  202   409     403       401     409   409
GET    /api/v1/takeouts/{takeoutId}               -            read   401       404  200   404     403       401     404   404
DELETE /api/v1/takeouts/{takeoutId}               -            read   401       404  204   404     403       401     404   404
GET    /api/v1/takeouts/{takeoutId}.zip           -            read   401       404  200   404     403       401     404   404

GET    /api/v1/me                                 -            -      401       200  200   200     200       401     200   200
GET    /api/v1/me/export                          -            -      401       200  200   403     403       401     200   200
DELETE /api/v1/me                                 -            -      401       400  400   403     403       401     400   400
POST   /api/v1/me/restore                         -            -      401       200  200   403     403       401     200   200
GET    /api/v1/me/excluded-areas                  -            -      401       200  200   403     403       401     200   200
PUT    /api/v1/me/excluded-areas                  -            -      401       200  200   403     403       401     200   200
GET    /api/v1/admin/excluded-areas               -            -      401       403  403   403     403       401     200   403
PUT    /api/v1/admin/excluded-areas               -            -      401       403  403   403     403       401     200   403
GET    /api/v1/me/notices                         -            read   401       200  200   200     403       401     200   200
POST   /api/v1/me/notices/read                    -            -      401       200  200   403     403       401     200   200
GET    /api/v1/me/notice-settings                 -            -      401       200  200   403     403       401     200   200
PATCH  /api/v1/me/notice-settings                 -            -      401       200  200   403     403       401     200   200
The key in a mail lets whoever has it end the mail, from any origin; here it is made up, and so is the code of a confirmation.
GET    /mail/unsubscribe/{key}                    -            -      303       303  303   303     303       303     303   303
POST   /mail/unsubscribe/{key}                    -            -      404       404  404   404     404       404     404   404
POST   /mail/confirmations                        -            -      303       303  303   303     303       303     303   303
GET    /feeds/notices/{userId}/{key}              -            -      404       404  404   404     404       404     404   404
GET    /api/v1/users/{username}                   -            read   200       200  200   200     403       401     200   200

The report is the user's, on the owner's photo. Moderators decide with a session only.
POST   /api/v1/reports                            public       -      201       201  201   201     201       401     201   201
POST   /api/v1/reports                            private      -      404       404  201   404     201       401     404   404
POST   /api/v1/reports                            hidden       -      404       404  201   404     201       401     201   201
GET    /api/v1/reports                            -            -      401       403  403   403     403       401     200   200
GET    /api/v1/reports/{reportId}                 -            read   404       404  200   404     403       401     200   200
GET    /api/v1/reports/{reportId}?key={key}       -            read   200       200  200   200     403       401     200   200
POST   /api/v1/reports/{reportId}/answer          -            import 401       404  200   404     403       401     404   404
POST   /api/v1/reports/{reportId}/counter-notice  -            -      401       404  409   403     403       401     404   404
POST   /api/v1/reports/{reportId}/decision        -            -      401       403  403   403     403       401     200   200

Admins run the instance, with a session only; moderators suspend.
GET    /api/v1/admin/people                       -            -      401       403  403   403     403       401     200   200
PATCH  /api/v1/admin/people/{userId}              -            -      401       403  403   403     403       401     200   403
PUT    /api/v1/admin/people/{userId}/suspension   -            -      401       403  403   403     403       401     200   200
DELETE /api/v1/admin/people/{userId}/suspension   -            -      401       403  403   403     403       401     200   200
GET    /api/v1/admin/work                         -            -      401       403  403   403     403       401     200   403
GET    /api/v1/admin/limits                       -            -      401       403  403   403     403       401     200   403
PATCH  /api/v1/admin/limits                       -            -      401       403  403   403     403       401     200   403
GET    /api/v1/admin/announcements                -            -      401       403  403   403     403       401     200   403
POST   /api/v1/admin/announcements                -            -      401       403  403   403     403       401     201   403
DELETE /api/v1/admin/announcements/{announcementId} -          -      401       403  403   403     403       401     200   403
GET    /api/v1/admin/status                       -            -      401       403  403   403     403       401     200   403

GET    /api/v1/photos/export?format=csv           -            read   200       200  200   200     403       401     200   200
GET    /api/v1/users/{username}/export?format=gpx -            read   200       200  200   200     403       401     200   200

GET    /api/stac                                  -            -      200       200  200   200     200       200     200   200
GET    /api/stac/conformance                      -            -      200       200  200   200     200       200     200   200
GET    /api/stac/search                           -            read   200       200  200   200     403       401     200   200
POST   /api/stac/search                           -            read   200       200  200   200     403       401     200   200
GET    /api/stac/collections                      -            read   200       200  200   200     403       401     200   200
GET    /api/stac/collections/{sequenceId}         public       read   200       200  200   200     403       401     200   200
GET    /api/stac/collections/{sequenceId}         private      read   404       404  200   404     403       401     404   404
GET    /api/stac/collections/{sequenceId}         unpublished  read   404       404  200   404     403       401     404   404
GET    /api/stac/collections/{sequenceId}         deleted      read   404       404  200   404     403       401     404   404
GET    /api/stac/collections/{sequenceId}         hidden       read   404       404  200   404     403       401     200   200
GET    /api/stac/collections/{sequenceId}/items   public       read   200       200  200   200     403       401     200   200
GET    /api/stac/collections/{sequenceId}/items   private      read   404       404  200   404     403       401     404   404
GET    /api/stac/collections/{sequenceId}/items   unpublished  read   404       404  200   404     403       401     404   404
GET    /api/stac/collections/{sequenceId}/items   deleted      read   404       404  200   404     403       401     404   404
GET    /api/stac/collections/{sequenceId}/items   hidden       read   404       404  200   404     403       401     200   200
GET    /api/stac/collections/{sequenceId}/items/{photoId} public       read   200       200  200   200     403       401     200   200
GET    /api/stac/collections/{sequenceId}/items/{photoId} private      read   404       404  200   404     403       401     404   404
GET    /api/stac/collections/{sequenceId}/items/{photoId} unpublished  read   404       404  200   404     403       401     404   404
GET    /api/stac/collections/{sequenceId}/items/{photoId} deleted      read   404       404  200   404     403       401     404   404
GET    /api/stac/collections/{sequenceId}/items/{photoId} hidden       read   404       404  200   404     403       401     200   200

The Desktop Uploader's: its token alone counts. Without a form or JSON the good ones get 415.
POST   /api/v1/sequence/create                    -            upload 401       401  401   415     403       401     401   401
PUT    /api/v1/sequence/import/{uniqueId}         -            upload 401       401  401   415     403       401     401   401
POST   /accounts/authorize/decide                 -            -      403       415  415   403     403       403     415   415
GET    /accounts/check-mtpu-mapillary-oauth       -            -      302       302  302   302     302       302     302   302
GET    /accounts/check-mtpu-google-oauth          -            -      302       302  302   302     302       302     302   302
GET    /exchange_token                            -            -      302       302  302   302     302       302     302   302

GET    /api/v1/openapi.json                       -            -      200       200  200   200     200       200     200   200
GET    /healthz                                   -            -      200       200  200   200     200       200     200   200
GET    /readyz                                    -            -      200       200  200   200     200       200     200   200

Without definitions: for browsers and maps, where tokens mean nothing.
GET    /tiles.json                                -            -      200       200  200   200     200       200     200   200
GET    /tiles/{z}/{x}/{y}                         -            -      204       204  204   204     204       204     204   204
GET    /oembed                                    public       -      200       200  200   200     200       200     200   200
GET    /oembed                                    private      -      404       404  404   404     404       404     404   404
GET    /oembed                                    unpublished  -      404       404  404   404     404       404     404   404
GET    /oembed                                    deleted      -      404       404  404   404     404       404     404   404
GET    /oembed                                    hidden       -      404       404  404   404     404       404     404   404
GET    /embed/photos/{photoId}                    public       -      200       200  200   200     200       200     200   200
GET    /embed/photos/{photoId}                    private      -      404       404  404   404     404       404     404   404
GET    /embed/photos/{photoId}                    unpublished  -      404       404  404   404     404       404     404   404
GET    /embed/photos/{photoId}                    deleted      -      404       404  404   404     404       404     404   404
GET    /embed/photos/{photoId}                    hidden       -      404       404  404   404     404       404     404   404
GET    /photos/{photoId}/preview.jpg              public       -      200       200  200   200     200       200     200   200
GET    /photos/{photoId}/preview.jpg              private      -      404       404  404   404     404       404     404   404
GET    /photos/{photoId}/preview.jpg              unpublished  -      404       404  404   404     404       404     404   404
GET    /photos/{photoId}/preview.jpg              deleted      -      404       404  404   404     404       404     404   404
GET    /photos/{photoId}/preview.jpg              hidden       -      404       404  404   404     404       404     404   404
GET    /api/suggestions                           -            -      200       200  200   200     200       200     200   200
GET    /api/map-style                             -            -      404       404  404   404     404       404     404   404
Whoever is logged in has no login at Mapillary here, which v3 wants for its list.
GET    /api/importable-sequences                  -            -      401       401  401   403     403       401     401   401
GET    /api/importable-sequences/lines            -            -      401       401  401   403     403       401     401   401
GET    /api/importable-sequences/choice           -            -      401       401  401   403     403       401     401   401
GET    /offline                                  -            -      200       200  200   200     200       200     200   200
GET    /tiles/ground/{z}/{x}/{y}                 -            -      204       204  204   204     204       204     204   204
GET    /tiles/places/{z}/{x}/{y}                 -            -      204       204  204   204     204       204     204   204
GET    /robots.txt                                -            -      200       200  200   200     200       200     200   200
GET    /sitemap.xml                               -            -      200       200  200   200     200       200     200   200
GET    /sitemaps/{piece}                          -            -      200       200  200   200     200       200     200   200
GET    /.well-known/security.txt                  -            -      200       200  200   200     200       200     200   200
POST   /api/csp-reports                           -            -      204       204  204   204     204       204     204   204
`
