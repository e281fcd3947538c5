# Who is inside, and which clients always get secure mail, kept in lists instead of here: one entry a line, to be changed by
# somebody who doesn't write rules. Put this file first. In the settings:
#
#   [lists]
#   inside = "inside.txt"        domains, such as office.example
#   clients = "clients.txt"      addresses, such as piet@client.example
#
# Without these settings the file chooses nothing, and those behind it decide.

require ["fileinto", "envelope", "extlists"];

if valid_ext_list "inside" {
    if envelope :domain :list "to" "inside" {
        fileinto "plain";
        stop;
    }
}

if valid_ext_list "clients" {
    if envelope :list "to" "clients" {
        fileinto "secure";
        stop;
    }
}
