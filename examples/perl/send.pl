#!/usr/bin/perl
# SPDX-FileCopyrightText: The Sealpost authors
# SPDX-License-Identifier: Apache-2.0
#
# A mail by MIME::Lite through Sealpost:  send.pl FROM TO BCC SUBJECT < text
use strict;
use warnings;
use MIME::Lite;

# -t takes the recipients from To, Cc and Bcc; -oi because a line with a single dot is text.
MIME::Lite->send('sendmail', 'sealpost-sendmail -t -oi');

my ($from, $to, $bcc, $subject) = @ARGV;
my $text = do { local $/; <STDIN> };
my $mail = MIME::Lite->new(From => $from, To => $to, Bcc => $bcc, Subject => $subject, Data => $text);

# send() is false where the program did not end with 0, so where the mail was not accepted.
$mail->send or die "the mail is not sent\n";
